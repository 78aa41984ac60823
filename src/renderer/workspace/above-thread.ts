import { dueOf } from '#shared/clocks/next-due.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { isOpenEscalation, isWithTier2 } from '#shared/domain/escalation-state.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'

/** What takes more than a line above the thread. */
export type Tall = 'escalation' | 'ask'

/** It came back to this agent; it is theirs to do; somebody else has it. */
type Turn = 'back' | 'mine' | 'others'
const order: readonly Turn[] = ['back', 'mine', 'others']

interface Standing {
  readonly what: Tall
  readonly turn: Turn
  /** ISO 8601; null: no clock of it runs. */
  readonly dueAt: string | null
}

const turnOf = (isAbove: boolean, isTheirs: boolean): Turn => (isTheirs ? (isAbove ? 'mine' : 'back') : 'others')

function escalationStands(row: Row<'cases'>, queue: Row<'queues'> | undefined, me: Agent): Standing | null {
  const { escalation } = row
  if (escalation === null || !isOpenEscalation(escalation.state)) return null
  const isAbove = isWithTier2(escalation.state)
  const works = queue !== undefined && can({ kind: 'agent', agent: me }).decide(queue)
  const isFree = (escalation.holderId ?? null) === null
  const isTheirs = isAbove ? escalation.holderId === me.id || (isFree && works) : escalation.byAgentId === me.id
  const dueAt = isAbove ? (escalation.due?.at ?? null) : dueOf(row)
  return { what: 'escalation', turn: turnOf(isAbove, isTheirs), dueAt }
}

function askStands({ ask }: Row<'cases'>, me: Agent): Standing | null {
  if (!ask || !isOpenEscalation(ask.state)) return null
  const isAbove = isWithTier2(ask.state)
  const isTheirs = isAbove ? can({ kind: 'agent', agent: me }).answerAsk(ask) : ask.byAgentId === me.id
  return { what: 'ask', turn: turnOf(isAbove, isTheirs), dueAt: ask.dueAt }
}

/**
 * Of an escalation and a question that stand on one case, which is shown whole: what came back to this agent, then what waits for them, and of
 * two such what is due first. Null where there are not both.
 */
export function firstToShow(row: Row<'cases'>, queue: Row<'queues'> | undefined, me: Agent): Tall | null {
  const [one, other] = [escalationStands(row, queue, me), askStands(row, me)]
  if (one === null || other === null) return null
  const sooner = order.indexOf(one.turn) - order.indexOf(other.turn)
  if (sooner !== 0) return sooner < 0 ? one.what : other.what
  return other.dueAt !== null && (one.dueAt === null || other.dueAt < one.dueAt) ? other.what : one.what
}
