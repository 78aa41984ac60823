import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'
import { DisputeDeadline, expiriesOf, moveOnExpiry } from '../domain/dispute-deadline.ts'
import { type WorkedDispute, mostInDispute } from '../domain/dispute.ts'
import { can } from '../permissions.ts'
import { type Context, create, defineMutation, maybe, put, refuse } from './define-mutation.ts'
import { type Told, disputeReads, latest, moveRefusal, moved, turnOf, which, worked, written } from './dispute-turns.ts'

/** The dispute with a deadline that has run out and brings nothing about by itself: the desk sees it until it acts. */
function overdue(dispute: WorkedDispute, context: Context): WorkedDispute {
  const { work } = dispute
  if (!work.clock.runs) return dispute
  const turn = turnOf(context, { what: 'overdue', to: work.state })
  const clock = { ...work.clock, overdueSince: context.at }
  return { ...dispute, work: { ...work, clock, turns: latest([...work.turns, turn], mostInDispute.turns) } }
}

/** A deadline has passed. Judged when its batch runs: the dispute may have moved on a moment before. */
export const disputeExpire = defineMutation({
  name: 'dispute.expire',
  by: 'system',
  args: z.strictObject({
    ...which,
    /** When the deadline was over. */
    at: Instant,
    /** The ids of the notices, should there be any. */
    customerMessageId: Id,
    sellerMessageId: Id,
  }),
  reads: disputeReads,
  apply(found, args, context) {
    const on = worked(found)
    if ('refused' in on) return { changes: [] }
    const { work } = on.dispute
    const { clock } = work
    if (!clock.runs || clock.at !== args.at || clock.overdueSince !== null) return { changes: [] }
    const move = moveOnExpiry(clock.onExpiry)
    if (move === null || moveRefusal(on.dispute, move) !== null) {
      const next = overdue(on.dispute, context)
      return {
        changes: written({ row: on.row, dispute: next }, context, { what: 'overdue', eventId: args.eventId, told: [] }),
      }
    }
    const notice = on.deadlines.find(({ id }) => id === clock.deadlineId)?.notice ?? null
    const told: Told[] =
      notice === null
        ? []
        : [
            { side: 'customer', messageId: args.customerMessageId, text: notice },
            { side: 'seller', messageId: args.sellerMessageId, text: notice },
          ]
    return { changes: moved(on, context, { move, eventId: args.eventId, told }) }
  },
})

/** Puts the workspace's own figure in the place of another, or adds one. */
export const deadlineSave = defineMutation({
  name: 'deadline.save',
  by: 'agent',
  args: z.strictObject({ deadline: z.strictObject(DisputeDeadline.shape) }),
  reads: (args) => ({ before: maybe('deadlines', args.deadline.id) }),
  apply({ before }, { deadline }, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    if (!expiriesOf(deadline.step).includes(deadline.onExpiry)) return refuse('bad-deadline', 'onExpiry')
    return {
      changes: [before === undefined ? create('deadlines', deadline) : put('deadlines', { ...before, ...deadline })],
    }
  },
})
