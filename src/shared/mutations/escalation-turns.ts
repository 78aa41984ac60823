import type { Agent } from '../domain/agent.ts'
import type { Case } from '../domain/case.ts'
import type { CoachingNote } from '../domain/coaching-note.ts'
import type { Escalation, ReturnReason } from '../domain/escalation.ts'
import { type EscalationState, canMove, canRedirect, isOpenEscalation } from '../domain/escalation-state.ts'
import type { CaseEvent, Message } from '../domain/message.ts'
import { type Queue, raiseMinutesOf } from '../domain/queue.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { type Change, type Context, type Outcome, create, put, refuse } from './define-mutation.ts'
import { escalationDue, raiseAtAfter } from './escalation-raise.ts'

const eventMessage = (context: Context, by: Agent, id: string, caseId: string, event: CaseEvent): Message => ({
  id,
  caseId,
  kind: 'event',
  author: { kind: 'agent', id: by.id, name: by.name },
  text: '',
  html: null,
  at: context.at,
  macroId: null,
  event,
  source: null,
})

/** One turn between the tiers: to which state, what the thread says of it, and what else changes. */
export interface Turn {
  readonly to: EscalationState
  readonly event: CaseEvent
  readonly eventId: string
  readonly turn?: Partial<Escalation['turns'][number]>
  readonly set?: Partial<Escalation>
  readonly setCase?: Partial<Case>
  /** The queue that it comes into, or out of which somebody takes it. */
  readonly queue?: Queue
  /** It is the first one. */
  readonly isNew?: true
  /** It goes to another queue of Tier 2, which is no transition of the table. */
  readonly isRedirect?: true
}

/** Whether the escalation belongs to the case it was named with. */
const isOf = (escalation: Escalation, row: Case): boolean =>
  escalation.caseId === row.id && row.escalation?.id === escalation.id

/** The rows after one turn of an escalation: its own, the case's summary of it, and the event in the thread. */
export function turned(row: Case, escalation: Escalation, by: Agent, context: Context, step: Turn): readonly Change[] {
  const turn = {
    at: context.at,
    byAgentId: by.id,
    byName: by.name,
    to: step.to,
    reason: null,
    step: null,
    sentence: null,
  }
  const after: Escalation = {
    ...escalation,
    ...step.set,
    state: step.to,
    ...(step.queue === undefined ? {} : { raiseMinutes: raiseMinutesOf(step.queue) }),
    turns: [...escalation.turns, { ...turn, ...step.turn }],
  }
  const next = { ...after, raiseAt: raiseAtAfter(escalation, after, context.at) }
  const summary = {
    id: next.id,
    state: next.state,
    queueId: next.queueId,
    attempt: next.attempt,
    byAgentId: next.byAgentId ?? by.id,
    holderId: next.holderId,
    since: next.submittedAt,
    ...(next.raised ? { raised: next.raised.level } : {}),
    due: escalationDue(next),
  }
  const isOver = !isOpenEscalation(next.state)
  return [
    step.isNew === true ? create('escalations', next) : put('escalations', next),
    put('cases', {
      ...row,
      ...step.setCase,
      escalation: isOver ? null : summary,
      updatedAt: context.at,
      messageCount: row.messageCount + 1,
    }),
    create('messages', eventMessage(context, by, step.eventId, row.id, step.event)),
  ]
}

/** The agent who acts, or null where it is the system. */
export const agentOf = (context: Context): Agent | null => (context.actor.kind === 'agent' ? context.actor.agent : null)

/** An escalation with its case and the queue that it was named with. */
interface InQueue {
  readonly row: Case
  readonly escalation: Escalation
  readonly queue: Queue
}

/** Whether it lies in this queue, and the actor works it for Tier 2. */
export const isTheirs = (found: InQueue, { actor }: Context): boolean =>
  found.escalation.queueId === found.queue.id && can(actor).decide(found.queue)

/** Why the actor may not pick this one out of those that wait, or null: the service gave it to somebody else, or is about to. */
export function pickRefusal({ row, escalation, queue }: InQueue, { actor }: Context): Refusal | null {
  if (escalation.state !== 'queued' || can(actor).pick(row, queue)) return null
  const otherId = row.escalation?.routed?.agentId
  return otherId === undefined ? refuse('queue-is-pushed') : refuse('claimed-by-other', otherId)
}

/** What is said with a return or a rejection. */
interface Coached {
  readonly id: string
  readonly kind: CoachingNote['kind']
  readonly reason: ReturnReason
  readonly step: string
  readonly sentence: string
}

/** The outcome with a note for whoever had submitted it; none where nobody is known to have. */
export function coached(
  outcome: Outcome,
  { row, escalation }: { readonly row: Case; readonly escalation: Escalation },
  context: Context,
  said: Coached,
): Outcome {
  const by = agentOf(context)
  if ('refused' in outcome || by === null || escalation.byAgentId === null) return outcome
  const note: CoachingNote = {
    ...said,
    agentId: escalation.byAgentId,
    agentName: escalation.byName,
    siteId: escalation.bySiteId ?? null,
    caseId: row.id,
    caseNumber: row.number,
    escalationId: escalation.id,
    byAgentId: by.id,
    byName: by.name,
    at: context.at,
    readAt: null,
  }
  return { changes: [...outcome.changes, create('coachingNotes', note)] }
}

/** Takes a turn, or says why not: another case's escalation, no right to it, or a state that does not lead there. */
export function takeTurn(
  { row, escalation }: { readonly row: Case; readonly escalation: Escalation },
  context: Context,
  isAllowed: boolean,
  turn: Turn,
): Outcome {
  const by = agentOf(context)
  if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
  if (by === null || !isAllowed) return refuse('not-allowed')
  const leads = turn.isRedirect === true ? canRedirect(escalation.state) : canMove(escalation.state, turn.to)
  if (!leads) return refuse('escalation-moved-on', escalation.state)
  return { changes: turned(row, escalation, by, context, turn) }
}
