import { z } from 'zod'
import { Id, WrittenText } from '../domain/base.ts'
import { DecisionCode, type Escalation } from '../domain/escalation.ts'
import { canMove } from '../domain/escalation-state.ts'
import { can } from '../permissions.ts'
import { type Context, defineMutation, one, refuse } from './define-mutation.ts'
import { agentOf, isTheirs, pickRefusal, takeTurn } from './escalation-turns.ts'

const which = { caseId: Id, escalationId: Id, eventId: Id }

/** The escalation as whoever decides it has accepted it; the same one where somebody has it already. */
function accepted(escalation: Escalation, context: Context): Escalation {
  const by = agentOf(context)
  if (by === null || !canMove(escalation.state, 'accepted')) return escalation
  const turn = { at: context.at, byAgentId: by.id, byName: by.name, reason: null, step: null, sentence: null }
  return {
    ...escalation,
    state: 'accepted',
    holderId: by.id,
    holderName: by.name,
    heldSince: context.at,
    turns: [...escalation.turns, { ...turn, to: 'accepted' }],
  }
}

/** One decision for many escalations of an incident, said of each by itself: accepts it where it waits, decides, and hands it back. */
export const escalationDecide = defineMutation({
  name: 'escalation.decide',
  by: 'agent',
  args: z.strictObject({
    ...which,
    queueId: Id,
    decision: WrittenText,
    replyText: WrittenText,
    code: DecisionCode,
    /** The case that the incident goes by. */
    incident: z.strictObject({ caseId: Id, number: z.string().min(1).max(40) }).nullable(),
  }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    escalation: one('escalations', args.escalationId),
    queue: one('queues', args.queueId),
  }),
  apply(found, args, context) {
    const { escalation } = found
    const isWaiting = escalation.state === 'queued'
    if (isWaiting && !isTheirs(found, context)) return refuse('not-allowed')
    const refusal = isWaiting ? pickRefusal(found, context) : null
    if (refusal !== null) return refusal
    const held = accepted(escalation, context)
    const mayDecide = can(context.actor).handBack(held)
    if (!mayDecide && held.holderId !== null && canMove(held.state, 'handed-back')) {
      return refuse('claimed-by-other', held.holderId)
    }
    const detail = { decision: args.decision, ...(args.incident === null ? {} : { incident: args.incident.number }) }
    return takeTurn({ row: found.row, escalation: held }, context, mayDecide, {
      to: 'handed-back',
      eventId: args.eventId,
      event: { name: 'escalation-handed-back', detail },
      set: {
        decision: args.decision,
        replyText: args.replyText,
        decisionCode: args.code,
        incident: args.incident,
        waiting: null,
      },
    })
  },
})

/** Whoever decided takes it back, for as long as nobody was told: it is theirs to decide again. */
export const escalationTakeBack = defineMutation({
  name: 'escalation.take-back',
  by: 'agent',
  args: z.strictObject(which),
  reads: (args) => ({ row: one('cases', args.caseId), escalation: one('escalations', args.escalationId) }),
  apply(found, args, context) {
    const { row, escalation } = found
    if (escalation.state !== 'handed-back' && escalation.state !== 'resolved') {
      return refuse('escalation-moved-on', escalation.state)
    }
    const decidedAt = escalation.turns.at(-1)?.at ?? escalation.submittedAt
    const isTold = row.lastReplyBy === 'desk' && row.lastReplyAt !== null && row.lastReplyAt > decidedAt
    if (isTold) return refuse('already-sent')
    return takeTurn(found, context, can(context.actor).handBack(escalation), {
      to: 'in-progress',
      eventId: args.eventId,
      event: { name: 'escalation-taken-back', detail: {} },
      set: { decision: null, replyText: null, decisionCode: null, incident: null },
    })
  },
})
