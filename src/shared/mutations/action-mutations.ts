import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import { ActionKind, type ActionState, type DeskAction, canBecome, isWithin } from '../domain/desk-action.ts'
import { isWorked } from '../domain/dispute.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { actionEvent, askedFor, askedOf, byOf } from './ask-action.ts'
import {
  type Change,
  type Context,
  children,
  create,
  defineMutation,
  every,
  maybe,
  one,
  put,
  refuse,
} from './define-mutation.ts'
import { paymentRefusal, withDispute } from './dispute-execution.ts'
import { agentOf } from './escalation-turns.ts'

const which = { caseId: Id, actionId: Id, eventId: Id }
type Which = { readonly caseId: string; readonly actionId: string }

const reads = (args: Which) => ({
  row: one('cases', args.caseId),
  action: one('actions', args.actionId),
  limits: every('limits'),
  others: children('actions', args.caseId),
})

/** The rows after an action became something: itself, and the event in the thread of its case. */
const became = (row: Case, action: DeskAction, eventId: string, context: Context): Change[] => [
  put('actions', action),
  ...actionEvent(row, action, eventId, context),
]

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
    const { actionId: id, kind, partyId, amount, reason } = args
    const on = askedFor({ row, order, limits, others }, { id, kind, partyId, amount, reason }, by, context)
    if ('refused' in on) return on
    return { changes: [create('actions', on.action), ...actionEvent(row, on.action, args.eventId, context)] }
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
  args: z.strictObject({
    ...which,
    /** The dispute that it pays for; null where it pays for none. */
    disputeId: Id.nullable(),
  }),
  // Asking for the case's own id finds no dispute, which is right where it pays for none.
  reads: (args) => ({ ...reads(args), dispute: maybe('disputes', args.disputeId ?? args.caseId) }),
  apply({ row, action, limits, others, dispute }, { eventId }, context) {
    const by = agentOf(context)
    const refusal =
      decideRefusal(row, action, 'ordered', context) ??
      (typeof action.disputeId === 'string' ? paymentRefusal(dispute, action) : null)
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

/** It has been carried out: named by the service, with what it is called there. The dispute that it pays for is carried out with it. The same once more changes nothing. */
export const actionExecuted = defineMutation({
  name: 'action.executed',
  by: 'system',
  args: z.strictObject({
    ...which,
    reference: z.string().min(1).max(200),
    /** The dispute that it pays for, and the id of what its thread says of that. */
    dispute: z.strictObject({ id: Id, eventId: Id }).optional(),
  }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    action: one('actions', args.actionId),
    // Asking for the case's own id finds no dispute, which is right where it pays for none.
    dispute: maybe('disputes', args.dispute?.id ?? args.caseId),
    deadlines: every('deadlines'),
    calendars: every('calendars'),
  }),
  apply({ row, action, dispute, ...rules }, args, context) {
    if (action.caseId !== row.id || !canBecome(action.state, 'executed')) return { changes: [] }
    const executed = { at: context.at, reference: args.reference }
    const changes = became(row, { ...action, state: 'executed', executed }, args.eventId, context)
    if (dispute === undefined || args.dispute === undefined || action.disputeId !== dispute.id) return { changes }
    return {
      changes: withDispute(
        changes,
        { row, dispute, ...rules },
        { ...executed, eventId: args.dispute.eventId },
        context,
      ),
    }
  },
})

/**
 * It was ordered and never will be carried out: named by the service once whoever would have carried it out has said so. Should its dispute call for
 * it again by then, somebody orders it anew.
 */
export const actionStopped = defineMutation({
  name: 'action.stopped',
  by: 'system',
  args: z.strictObject({ ...which, disputeId: Id }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    action: one('actions', args.actionId),
    dispute: one('disputes', args.disputeId),
  }),
  apply({ row, action, dispute }, { eventId }, context) {
    if (action.caseId !== row.id || !canBecome(action.state, 'stopped') || !isWorked(dispute)) return { changes: [] }
    const stopped = { at: context.at, dispute: dispute.work.state }
    return { changes: became(row, { ...action, state: 'stopped', stopped }, eventId, context) }
  },
})
