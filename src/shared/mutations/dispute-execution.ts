import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { canMoveFrom } from '../domain/dispute-state.ts'
import { type Dispute, type MoneyOutcome, type WorkedDispute, isWorked } from '../domain/dispute.ts'
import { type DeskAction, isOpenAction } from '../domain/desk-action.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { actionEvent, askedFor } from './ask-action.ts'
import {
  type Change,
  type Context,
  children,
  create,
  defineMutation,
  every,
  one,
  put,
  refuse,
} from './define-mutation.ts'
import { type OnDispute, disputeReads, moveRefusal, moved, which, worked } from './dispute-turns.ts'
import { agentOf } from './escalation-turns.ts'

/** What has to be paid: as it was decided, or all that was asked where the seller agreed or kept silent. */
export const moneyDue = ({ amount, currency, work }: WorkedDispute): MoneyOutcome | null =>
  work.decision?.money ?? (amount === null || currency === null ? null : { amount, currency, paidBy: 'seller' })

/**
 * Has the money of a dispute paid out, as an action with the limits of one: the dispute is carried out when that is. Where nobody gets
 * anything it is carried out at once.
 */
export const disputeExecute = defineMutation({
  name: 'dispute.execute',
  by: 'agent',
  args: z.strictObject({ ...which, orderId: Id, actionId: Id, reason: z.string().min(1).max(1000) }),
  reads: (args) => ({
    ...disputeReads(args),
    order: one('orders', args.orderId),
    limits: every('limits'),
    others: children('actions', args.caseId),
  }),
  apply(found, { actionId, eventId, reason }, context) {
    const { row, order, limits, others } = found
    const by = agentOf(context)
    if (by === null || !can(context.actor).adjudicate(row)) return refuse('not-allowed')
    const on = worked(found)
    if ('refused' in on) return on
    const { dispute } = on
    const refusal = moveRefusal(dispute, 'execute')
    if (refusal !== null) return refusal
    const money = moneyDue(dispute)
    if (money === null || dispute.orderId !== order.id || dispute.partyId === null) return refuse('not-a-party')
    if (money.amount === 0) {
      const executed = { at: context.at, reference: '', money }
      return { changes: moved(on, context, { move: 'execute', eventId, set: { executed } }) }
    }
    if (money.currency !== order.currency) return refuse('bad-amount')
    const before = others.find(({ disputeId, state }) => disputeId === dispute.id && isOpenAction(state))
    if (before !== undefined) return refuse('payment-is-open', before.state)
    const kind = money.amount < order.total ? ('partial-refund' as const) : ('refund' as const)
    const wanted = { id: actionId, kind, partyId: dispute.partyId, amount: money.amount, reason, disputeId: dispute.id }
    const asked = askedFor({ row, order, limits, others }, wanted, by, context)
    if ('refused' in asked) return asked
    return { changes: [create('actions', asked.action), ...actionEvent(row, asked.action, eventId, context)] }
  },
})

/**
 * Why an action that pays for a dispute may not be ordered now, or null: it waited for approval, and meanwhile the dispute was held, ended or
 * decided otherwise.
 */
export function paymentRefusal(
  dispute: Dispute | undefined,
  { disputeId, amount, currency }: Pick<DeskAction, 'disputeId' | 'amount' | 'currency'>,
): Refusal | null {
  if (dispute === undefined || dispute.id !== disputeId || !isWorked(dispute)) return refuse('not-found', 'disputes')
  const money = moneyDue(dispute)
  const isDue = canMoveFrom(dispute.work.state, 'execute') && money?.amount === amount && money?.currency === currency
  return isDue ? null : refuse('payment-not-due', dispute.work.state)
}

/** The changes with the dispute that an action paid for. One that has left the ordinary course meanwhile keeps its state, and that it was paid. */
export function withDispute(
  changes: readonly Change[],
  { dispute, ...found }: OnDispute,
  { eventId, ...paid }: { readonly at: string; readonly reference: string; readonly eventId: string },
  context: Context,
): Change[] {
  const money = isWorked(dispute) ? moneyDue(dispute) : null
  if (!isWorked(dispute) || money === null) return [...changes]
  const executed = { ...paid, money }
  if (!canMoveFrom(dispute.work.state, 'execute')) {
    return [...changes, put('disputes', { ...dispute, work: { ...dispute.work, executed } })]
  }
  // The case as the action left it: it counts the entries of its thread.
  const row = changes.flatMap((change) => (change.do === 'put' && change.table === 'cases' ? [change.row] : [])).at(-1)
  const others = changes.filter(({ table }) => table !== 'cases')
  const on = { ...found, row: row ?? found.row, dispute }
  return [...others, ...moved(on, context, { move: 'execute', eventId, set: { executed } })]
}
