import { z } from 'zod'
import type { Agent } from '../domain/agent.ts'
import { Id } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import {
  ActionKind,
  type ActionState,
  type DeskAction,
  canBecome,
  hasAmount,
  isForCustomer,
  isWithin,
  spentOn,
} from '../domain/desk-action.ts'
import type { Order } from '../domain/order.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { changedWith } from './case-event.ts'
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
import { agentOf } from './escalation-turns.ts'

const which = { caseId: Id, actionId: Id, eventId: Id }
type Which = { readonly caseId: string; readonly actionId: string }

const reads = (args: Which) => ({
  row: one('cases', args.caseId),
  action: one('actions', args.actionId),
  limits: every('limits'),
  others: children('actions', args.caseId),
})

const byOf = ({ id, name }: Agent, { at }: Context) => ({ at, byAgentId: id, byName: name })

/** What has been given on the case beside one action. */
const askedOf = (
  row: Case,
  action: Pick<DeskAction, 'id' | 'kind' | 'amount' | 'currency'>,
  others: readonly DeskAction[],
) => ({
  kind: action.kind,
  market: row.market,
  amount: action.amount,
  currency: action.currency,
  spent: spentOn(
    others.filter(({ id }) => id !== action.id),
    action.currency,
  ),
})

/** The rows after an action became something: itself, and the event in the thread of its case. */
function became(row: Case, action: DeskAction, eventId: string, context: Context): Change[] {
  const { kind, amount, currency, state } = action
  const detail = { kind, state, ...(amount === null ? {} : { amount: String(amount), currency }) }
  return [put('actions', action), ...changedWith(context, row, { id: eventId, name: 'action-became', detail })]
}

function askRefusal(
  row: Case,
  order: Order,
  others: readonly DeskAction[],
  args: { readonly kind: ActionKind; readonly partyId: string; readonly amount: number | null },
): Refusal | null {
  if (row.status === 'closed') return refuse('case-is-closed')
  if (!row.orderIds.includes(order.id)) return refuse('not-found', 'orders')
  const isTheirs = isForCustomer(args.kind) ? order.customerId === args.partyId : order.sellerIds.includes(args.partyId)
  if (!isTheirs) return refuse('not-a-party')
  if (hasAmount(args.kind) !== (args.amount !== null)) return refuse('bad-amount')
  // Nobody gives back more than was paid, in however many parts; a voucher or another piece is not the money that was paid.
  const isMoney = args.kind === 'refund' || args.kind === 'partial-refund'
  const given = spentOn(
    others.filter(({ kind, orderId }) => orderId === order.id && (kind === 'refund' || kind === 'partial-refund')),
    order.currency,
  )
  return isMoney && args.amount !== null && given + args.amount > order.total ? refuse('bad-amount') : null
}

/** Asks for something to be done. Within one's own limit it is ordered at once; beyond it waits for somebody who may. */
export const actionAsk = defineMutation({
  name: 'action.ask',
  by: 'agent',
  args: z.strictObject({
    ...which,
    kind: ActionKind,
    orderId: Id,
    partyId: Id,
    amount: z.number().min(0.01).max(1e9).nullable(),
    reason: z.string().min(1).max(1000),
  }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    order: one('orders', args.orderId),
    limits: every('limits'),
    others: children('actions', args.caseId),
  }),
  apply({ row, order, limits, others }, args, context) {
    const by = agentOf(context)
    if (by === null || !can(context.actor).act(row)) return refuse('not-allowed')
    const refusal = askRefusal(row, order, others, args)
    if (refusal !== null) return refusal
    const wanted = { id: args.actionId, kind: args.kind, amount: args.amount, currency: order.currency }
    const isOrdered = isWithin(limits, by.role, askedOf(row, wanted, others))
    const asked = byOf(by, context)
    const action: DeskAction = {
      ...wanted,
      caseId: row.id,
      orderId: order.id,
      partyId: args.partyId,
      reason: args.reason,
      state: isOrdered ? 'ordered' : 'asked',
      asked,
      ordered: isOrdered ? asked : null,
      declined: null,
      executed: null,
    }
    const [, ...event] = became(row, action, args.eventId, context)
    return { changes: [create('actions', action), ...event] }
  },
})

/** Why an action may not be decided by this agent now, or null. */
function decideRefusal(row: Case, action: DeskAction, to: ActionState, context: Context): Refusal | null {
  if (action.caseId !== row.id) return refuse('not-found', 'actions')
  if (!can(context.actor).act(row)) return refuse('not-allowed')
  return canBecome(action.state, to) ? null : refuse('action-moved-on', action.state)
}

/** Orders what somebody else asked for: who may go that far, and did not ask for it themselves. */
export const actionApprove = defineMutation({
  name: 'action.approve',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply({ row, action, limits, others }, { eventId }, context) {
    const by = agentOf(context)
    const refusal = decideRefusal(row, action, 'ordered', context)
    if (by === null || refusal !== null) return refusal ?? refuse('not-allowed')
    if (action.asked.byAgentId === by.id) return refuse('own-request')
    if (!isWithin(limits, by.role, askedOf(row, action, others))) return refuse('above-limit')
    return { changes: became(row, { ...action, state: 'ordered', ordered: byOf(by, context) }, eventId, context) }
  },
})

/** Says no to what was asked, and why. */
export const actionDecline = defineMutation({
  name: 'action.decline',
  by: 'agent',
  args: z.strictObject({ ...which, why: z.string().min(1).max(1000) }),
  reads,
  apply({ row, action }, { eventId, why }, context) {
    const by = agentOf(context)
    const refusal = decideRefusal(row, action, 'declined', context)
    if (by === null || refusal !== null) return refusal ?? refuse('not-allowed')
    if (!can(context.actor).declineAction(action)) return refuse('not-allowed')
    const declined = { ...byOf(by, context), why }
    return { changes: became(row, { ...action, state: 'declined', declined }, eventId, context) }
  },
})

/** Takes back what one asked for oneself, while nobody has ordered it. */
export const actionWithdraw = defineMutation({
  name: 'action.withdraw',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply({ row, action }, { eventId }, context) {
    const refusal = decideRefusal(row, action, 'withdrawn', context)
    if (refusal !== null) return refusal
    if (action.asked.byAgentId !== agentOf(context)?.id) return refuse('not-allowed')
    return { changes: became(row, { ...action, state: 'withdrawn' }, eventId, context) }
  },
})

/** It has been carried out: named by the service, with what it is called there. The same once more changes nothing. */
export const actionExecuted = defineMutation({
  name: 'action.executed',
  by: 'system',
  args: z.strictObject({ ...which, reference: z.string().min(1).max(200) }),
  reads: (args) => ({ row: one('cases', args.caseId), action: one('actions', args.actionId) }),
  apply({ row, action }, { eventId, reference }, context) {
    if (action.caseId !== row.id || !canBecome(action.state, 'executed')) return { changes: [] }
    const executed = { at: context.at, reference }
    return { changes: became(row, { ...action, state: 'executed', executed }, eventId, context) }
  },
})
