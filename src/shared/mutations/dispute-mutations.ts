import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { type Case, isMerged } from '../domain/case.ts'
import { DisputeKind } from '../domain/dispute-deadline.ts'
import { type DisputeMove, disputeSteps, isOpenDispute } from '../domain/dispute-state.ts'
import { Claim, type Dispute, type DisputeWork, Side, type WorkedDispute, isWorked } from '../domain/dispute.ts'
import type { Order } from '../domain/order.ts'
import type { Party } from '../domain/party.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { clockAt } from '../dispute-clock.ts'
import { replyRefusal } from './case-mutations.ts'
import { type Context, create, defineMutation, every, maybe, one, refuse } from './define-mutation.ts'
import {
  type OnWorked,
  type Told,
  disputeReads,
  moveRefusal,
  moved,
  toldArgs,
  turnOf,
  which,
  worked,
  written,
} from './dispute-turns.ts'

/** Why no dispute about this order can be opened on the case, or null. */
function openRefusal(
  row: Case,
  order: Order,
  earlier: Dispute | undefined,
  args: { readonly sellerId: string; readonly amount: number },
): Refusal | null {
  if (isMerged(row)) return refuse('case-merged')
  if (row.status === 'closed') return refuse('case-is-closed')
  const isAnother = earlier !== undefined && (isWorked(earlier) || earlier.orderId !== order.id)
  if (isAnother || (row.dispute && isOpenDispute(row.dispute.state))) return refuse('dispute-is-open')
  if (!row.orderIds.includes(order.id)) return refuse('not-found', 'orders')
  const isTheirs = order.sellerIds.includes(args.sellerId) && order.customerId !== null
  // One of the two is on the case already: nobody's order is disputed from somebody else's case.
  if (!isTheirs || ![order.customerId, args.sellerId].some((id) => id !== null && row.partyIds.includes(id))) {
    return refuse('not-a-party')
  }
  return args.amount > order.total ? refuse('bad-amount') : null
}

/** The case with both sides on it: each can be written to, and neither sees what the other is sent. */
function withParties(row: Case, ids: readonly string[], known: readonly (Party | undefined)[]): Case {
  const added = [...new Set(ids)].filter((id) => !row.partyIds.includes(id))
  if (added.length === 0) return row
  const named = known.flatMap((party) =>
    party !== undefined && added.includes(party.id) ? [{ id: party.id, kind: party.kind, name: party.name }] : [],
  )
  const own = { id: row.partyId, kind: row.partyKind, name: row.partyName }
  return {
    ...row,
    partyIds: [...row.partyIds, ...added],
    ...(named.length === 0 && row.parties === undefined ? {} : { parties: [...(row.parties ?? [own]), ...named] }),
  }
}

export const disputeOpen = defineMutation({
  name: 'dispute.open',
  by: 'agent',
  args: z.strictObject({
    ...which,
    orderId: Id,
    sellerId: Id,
    /** Who bought it, as the order says. */
    customerId: Id,
    kind: DisputeKind,
    claim: z.strictObject(Claim.shape),
    /** What is in dispute, in the order's currency. */
    amount: z.number().min(0.01).max(1e9),
  }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    order: one('orders', args.orderId),
    seller: maybe('parties', args.sellerId),
    customer: maybe('parties', args.customerId),
    earlier: maybe('disputes', args.disputeId),
    deadlines: every('deadlines'),
    calendars: every('calendars'),
  }),
  apply({ row, order, seller, customer, earlier, ...rules }, args, context) {
    if (!can(context.actor).dispute(row)) return refuse('not-allowed')
    const refusal =
      order.customerId === args.customerId ? openRefusal(row, order, earlier, args) : refuse('not-a-party')
    if (refusal !== null) return refusal
    const { at } = context
    const openedAt = earlier?.openedAt ?? at
    const blank = { market: row.market, state: 'opened', clock: { runs: false, why: 'is-over' }, paused: null } as const
    const work: DisputeWork = {
      caseId: row.id,
      since: at,
      ...blank,
      claims: [args.claim],
      positions: [],
      evidence: [],
      askedOf: null,
      decision: null,
      appeal: null,
      executed: null,
      turns: [turnOf(context, { what: 'opened', to: 'opened', side: 'customer' })],
      ...clockAt(blank, 'opened', null, { kind: args.kind, openedAt, ...rules, at }),
    }
    const dispute: WorkedDispute = {
      ...(earlier ?? { id: args.disputeId, reason: null, brief: null, fields: {}, source: null }),
      kind: args.kind,
      orderId: order.id,
      partyId: order.customerId,
      sellerId: args.sellerId,
      amount: args.amount,
      currency: order.currency,
      openedAt,
      work,
    }
    const on = { row: withParties(row, [args.customerId, args.sellerId], [seller, customer]), dispute, ...rules }
    const [put, ...others] = written(on, context, { what: 'opened', eventId: args.eventId, told: [] })
    const first = earlier === undefined ? create('disputes', dispute) : put
    return { changes: first === undefined ? others : [first, ...others] }
  },
})

/** The transitions that ask for nothing but words, and what each asks for. */
const plainMoves = {
  'ask-seller': { said: null, tells: 'seller' },
  'seller-accepts': { said: null, tells: null },
  'seller-refunds': { said: null, tells: null },
  'seller-rejects': { said: 'seller', tells: null },
  'return-arrives': { said: null, tells: null },
  'inspection-passes': { said: null, tells: null },
  'inspection-fails': { said: 'seller', tells: null },
  escalate: { said: 'customer', tells: null },
  'go-on': { said: null, tells: null },
  withdraw: { said: 'customer', tells: null },
  'leave-scope': { said: null, tells: null },
  hold: { said: null, tells: null },
  'go-external': { said: null, tells: null },
  'lift-hold': { said: null, tells: null },
  close: { said: null, tells: null },
} as const satisfies {
  readonly [M in DisputeMove]?: { readonly said: Side | null; readonly tells: Side | null }
}

/** A transition that asks for nothing but words. */
export type PlainMove = keyof typeof plainMoves
const plainNames = Object.keys(plainMoves) as [PlainMove, ...PlainMove[]]

/** Whose position has to be written down with the transition, and who has to be told; null: nobody. */
export const asksOf = (move: PlainMove): { readonly said: Side | null; readonly tells: Side | null } => plainMoves[move]

/** Whether a transition asks for nothing but words. */
export const isPlainMove = (move: DisputeMove): move is PlainMove => Object.hasOwn(plainMoves, move)

const moveArgs = {
  move: z.enum(plainNames),
  /** What the side said, where the transition comes from one. */
  said: z.string().min(1).max(2000).nullable(),
  /** What the other side is told, where it has to be; `afterReplyId`: the last reply that was before the agent's eyes [S18]. */
  told: z.strictObject({ ...toldArgs, afterReplyId: Id.nullable() }).nullable(),
}

/** Why this transition is not taken with these words, or null. */
function wordsRefusal(
  { row, dispute }: OnWorked,
  { move, said, told }: z.output<z.ZodObject<typeof moveArgs>>,
  context: Context,
): Refusal | null {
  const asks = asksOf(move)
  if (asks.said !== null && said === null) return refuse('bad-arguments', 'said')
  if (asks.tells !== null && told === null) return refuse('bad-arguments', 'told')
  return moveRefusal(dispute, move) ?? (told === null ? null : replyRefusal(row, told.afterReplyId, context))
}

export const disputeMove = defineMutation({
  name: 'dispute.move',
  by: 'agent',
  args: z.strictObject({ ...which, ...moveArgs }),
  reads: disputeReads,
  apply(found, args, context) {
    const may = can(context.actor)
    const isReviewers = !disputeSteps[args.move].by.includes('desk')
    if (!(isReviewers ? may.adjudicate(found.row) : may.dispute(found.row))) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const refusal = wordsRefusal(on, args, context)
    if (refusal !== null) return refusal
    const { said, tells } = asksOf(args.move)
    const told: Told[] = tells === null || args.told === null ? [] : [{ side: tells, ...args.told }]
    const words = said === null || args.said === null ? undefined : { side: said, text: args.said }
    return { changes: moved(on, context, { move: args.move, eventId: args.eventId, said: words, told }) }
  },
})

/** Asks a side for evidence: until it comes, or its time is over, the review rests. */
export const disputeRequestEvidence = defineMutation({
  name: 'dispute.request-evidence',
  by: 'agent',
  args: z.strictObject({ ...which, from: Side, told: z.strictObject({ ...toldArgs, afterReplyId: Id.nullable() }) }),
  reads: disputeReads,
  apply(found, { from, told, eventId }, context) {
    if (!can(context.actor).adjudicate(found.row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const refusal = moveRefusal(on.dispute, 'request-evidence') ?? replyRefusal(on.row, told.afterReplyId, context)
    if (refusal !== null) return refusal
    const turn = { move: 'request-evidence', eventId, side: from, set: { askedOf: from } } as const
    return { changes: moved(on, context, { ...turn, told: [{ side: from, ...told }] }) }
  },
})
