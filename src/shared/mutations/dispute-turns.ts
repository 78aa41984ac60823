import type { Agent } from '../domain/agent.ts'
import { Id, WrittenText } from '../domain/base.ts'
import type { BusinessCalendar } from '../domain/business-calendar.ts'
import type { Case } from '../domain/case.ts'
import type { DisputeDeadline } from '../domain/dispute-deadline.ts'
import { type DisputeMove, canMoveFrom, disputeSteps, isDeskStep } from '../domain/dispute-state.ts'
import {
  type Dispute,
  type DisputeTurn,
  type DisputeWork,
  type Position,
  type Side,
  type WorkedDispute,
  isWorked,
  mostInDispute,
} from '../domain/dispute.ts'
import type { Message } from '../domain/message.ts'
import { clockAt } from '../dispute-clock.ts'
import type { Refusal } from '../refusals.ts'
import { eventMessage } from './case-event.ts'
import { afterStatus, caseAfterWriting, writtenMessage } from './case-mutations.ts'
import { type Change, type Context, create, every, one, put, refuse } from './define-mutation.ts'

/** What every step on a dispute is named with. */
export const which = { caseId: Id, disputeId: Id, eventId: Id }

/** A text to one side, as it is named. */
export const toldArgs = { messageId: Id, text: WrittenText }

/** What every step on a dispute reads. */
export const disputeReads = (args: { readonly caseId: string; readonly disputeId: string }) => ({
  row: one('cases', args.caseId),
  dispute: one('disputes', args.disputeId),
  deadlines: every('deadlines'),
  calendars: every('calendars'),
})

/** The rows that a step is about. */
export interface OnDispute {
  readonly row: Case
  readonly dispute: Dispute
  readonly deadlines: readonly DisputeDeadline[]
  readonly calendars: readonly BusinessCalendar[]
}

/** The same once it is known that the dispute is worked on this case. */
export interface OnWorked extends OnDispute {
  readonly dispute: WorkedDispute
}

/** A message to one side. */
export interface Told {
  readonly side: Side
  readonly messageId: string
  readonly text: string
}

/** One transition: what else it sets, what a side said with it, and what the sides are told. */
export interface Turn {
  readonly move: DisputeMove
  readonly eventId: string
  readonly side?: Side | null
  readonly said?: { readonly side: Side; readonly text: string } | undefined
  readonly told?: readonly Told[] | undefined
  readonly set?: Partial<DisputeWork>
}

/** The dispute as it is worked on this case, or why it is not. */
export function worked(found: OnDispute): OnWorked | Refusal {
  const { row, dispute } = found
  if (!isWorked(dispute) || dispute.work.caseId !== row.id) return refuse('not-found', 'disputes')
  return { ...found, dispute }
}

/** Why the dispute cannot be moved so, or null: the table leads there from its state, or it does not. */
export const moveRefusal = ({ work }: WorkedDispute, move: DisputeMove): Refusal | null =>
  canMoveFrom(work.state, move) ? null : refuse('dispute-moved-on', work.state)

/** The party on a side; null where nobody knows them. */
export const partyOf = ({ partyId, sellerId }: Dispute, side: Side): string | null =>
  side === 'customer' ? partyId : sellerId

/** An entry of the timeline. */
export function turnOf(
  { actor, at }: Context,
  turn: Pick<DisputeTurn, 'what' | 'to'> & { side?: Side | null | undefined },
): DisputeTurn {
  const by: Agent | null = actor.kind === 'agent' ? actor.agent : null
  return {
    at,
    what: turn.what,
    to: turn.to,
    side: turn.side ?? null,
    byAgentId: by?.id ?? null,
    byName: by?.name ?? null,
  }
}

/** The newest entries, where there are more than a dispute keeps. */
export const latest = <T>(entries: readonly T[], most: number): T[] => entries.slice(-most)

function positionsAfter({ positions }: DisputeWork, context: Context, said: Turn['said']): Position[] {
  if (said === undefined || context.actor.kind !== 'agent') return positions
  const { id, name } = context.actor.agent
  const position = { ...said, at: context.at, byAgentId: id, byName: name }
  return latest([...positions, position], mostInDispute.positions)
}

/** How the dispute is worked after one transition. */
export function workAfter({ dispute, deadlines, calendars }: OnWorked, context: Context, turn: Turn): DisputeWork {
  const { work } = dispute
  const { to } = disputeSteps[turn.move]
  const askedOf = turn.set?.askedOf ?? null
  const from = { kind: dispute.kind, openedAt: dispute.openedAt ?? work.since, deadlines, calendars, at: context.at }
  return {
    ...work,
    askedOf,
    ...turn.set,
    state: to,
    since: context.at,
    positions: positionsAfter(work, context, turn.said),
    ...clockAt(work, to, askedOf, from),
    turns: latest(
      [...work.turns, turnOf(context, { what: turn.move, to, side: turn.side ?? turn.said?.side })],
      mostInDispute.turns,
    ),
  }
}

/** What the case says of its dispute. */
export const summaryOf = ({ id, work }: WorkedDispute): NonNullable<Case['dispute']> => ({
  id,
  state: work.state,
  dueAt: work.clock.runs ? work.clock.at : null,
})

/** A message to one side, and the case after it. */
function told(row: Case, dispute: Dispute, context: Context, { side, messageId, text }: Told): [Message, Case] | null {
  const partyId = partyOf(dispute, side)
  if (partyId === null) return null
  const written = { messageId, caseId: row.id, kind: 'reply' as const, text, macroId: null, partyIds: [partyId] }
  const message = writtenMessage(context, written)
  return [message, caseAfterWriting(row, message, undefined)]
}

/** The case with its dispute as it is now: one that was solved is open again where the desk has something to do. */
function caseWith(row: Case, dispute: WorkedDispute, { at }: Context): Case {
  const isOwed = isDeskStep(dispute.work.state) && row.status === 'solved'
  return { ...(isOwed ? afterStatus(row, 'open', at) : row), dispute: summaryOf(dispute), updatedAt: at }
}

/** The rows after a transition: the dispute, what its case says of it, the event in the thread, and what the sides are told. */
export function moved(found: OnWorked, context: Context, turn: Turn): Change[] {
  const next = { ...found.dispute, work: workAfter(found, context, turn) }
  return written({ ...found, dispute: next }, context, {
    what: turn.move,
    eventId: turn.eventId,
    told: turn.told ?? [],
  })
}

/** The rows of a dispute that has changed already. `what`: as its timeline has it. */
export function written(
  { row, dispute }: Pick<OnWorked, 'row' | 'dispute'>,
  context: Context,
  { what, eventId, told: texts }: { readonly what: string; readonly eventId: string; readonly told: readonly Told[] },
): Change[] {
  const messages: Message[] = []
  let after = row
  for (const one of texts) {
    const done = told(after, dispute, context, one)
    if (done === null) continue
    messages.push(done[0])
    after = done[1]
  }
  const event = { id: eventId, name: 'dispute-moved' as const, detail: { what } }
  const entry = { ...after, messageCount: after.messageCount + 1 }
  return [
    put('disputes', dispute),
    put('cases', caseWith(entry, dispute, context)),
    ...messages.map((message) => create('messages', message)),
    create('messages', eventMessage(context, row.id, event)),
  ]
}
