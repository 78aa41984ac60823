import { agentIdOf } from '../domain/actor.ts'
import type { Case } from '../domain/case.ts'
import type { Queue } from '../domain/queue.ts'
import type { SopMarks } from '../domain/sop-mark.ts'
import type { Refusal } from '../refusals.ts'
import { owedSops } from '../sop-gates.ts'
import { type Context, refuse } from './define-mutation.ts'

/** Why an agent is not given a case of a queue yet: an SOP that they have not acknowledged. `marks` of somebody else say nothing. */
export function gateRefusal(
  row: Pick<Case, 'market' | 'assigneeId'>,
  queue: Queue | undefined,
  marks: SopMarks | undefined,
  { actor, at }: Context,
): Refusal | null {
  const agentId = agentIdOf(actor)
  // What is theirs already stays theirs.
  if (queue === undefined || row.assigneeId === agentId) return null
  const [owed] = owedSops(queue, row.market, marks?.id === agentId ? marks : undefined, at)
  return owed === undefined ? null : refuse('sop-not-acknowledged', owed.groupId)
}
