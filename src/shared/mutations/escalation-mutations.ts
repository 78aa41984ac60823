import { z } from 'zod'
import { Id, WrittenText } from '../domain/base.ts'
import { DecisionCode, type Escalation, EscalationPacket } from '../domain/escalation.ts'
import { isOpenEscalation } from '../domain/escalation-state.ts'
import { can } from '../permissions.ts'
import { type Context, children, defineMutation, one, refuse } from './define-mutation.ts'
import { settled } from './case-mutations.ts'
import { agentOf, isTheirs, pickRefusal, takeTurn, turned } from './escalation-turns.ts'

const which = { caseId: Id, escalationId: Id, eventId: Id }

const reads = (args: { caseId: string; escalationId: string }) => ({
  row: one('cases', args.caseId),
  escalation: one('escalations', args.escalationId),
})

const withQueue = (args: { caseId: string; escalationId: string; queueId: string }) => ({
  ...reads(args),
  queue: one('queues', args.queueId),
})

const reopenedWithinMs = 7 * 24 * 3_600_000

/** The escalation of the same case that was over not long before: whoever gets this one begins there. */
function reopening(earlier: readonly Escalation[], { at }: Context): Pick<Escalation, 'reopens'> {
  const over = earlier
    .map(({ id, turns, submittedAt }) => ({ id, at: turns.at(-1)?.at ?? submittedAt }))
    .filter((one) => Date.parse(at) - Date.parse(one.at) <= reopenedWithinMs)
    .sort((a, b) => b.at.localeCompare(a.at, 'en'))
  const [last] = over
  return last === undefined ? {} : { reopens: last.id }
}

export const escalationSubmit = defineMutation({
  name: 'escalation.submit',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id, packet: EscalationPacket }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    queue: one('queues', args.queueId),
    earlier: children('escalations', args.caseId),
  }),
  apply({ row, queue, earlier }, args, context) {
    if (earlier.some(({ state }) => isOpenEscalation(state))) return refuse('escalation-is-open')
    const by = agentOf(context)
    if (by === null || !can(context.actor).escalate(row)) {
      return row.escalation === null ? refuse('not-allowed') : refuse('escalation-is-open')
    }
    if (queue.kind !== 'escalations') return refuse('not-a-tier-2-queue')
    if (row.status === 'closed') return refuse('case-is-closed')
    const escalation: Escalation = {
      id: args.escalationId,
      caseId: row.id,
      queueId: args.queueId,
      state: 'queued',
      attempt: 1,
      packet: args.packet,
      byAgentId: by.id,
      byName: by.name,
      bySiteId: by.siteId,
      holderId: null,
      holderName: null,
      submittedAt: context.at,
      heldSince: null,
      decision: null,
      replyText: null,
      turns: [],
      source: null,
      externalRef: null,
      ...reopening(earlier, context),
    }
    const changes = turned(row, escalation, by, context, {
      to: 'queued',
      isNew: true,
      queue,
      eventId: args.eventId,
      event: { name: 'escalation-submitted', detail: { queue: queue.name, reason: args.packet.reason } },
      setCase: { ...settled(row), status: row.status === 'new' || row.status === 'solved' ? 'open' : row.status },
    })
    return { changes }
  },
})

/** Tier 1 completes what was returned and hands it over again. */
export const escalationResubmit = defineMutation({
  name: 'escalation.resubmit',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id, packet: EscalationPacket }),
  reads: withQueue,
  apply(found, args, context) {
    if (found.queue.kind !== 'escalations') return refuse('not-a-tier-2-queue')
    const attempt = found.escalation.attempt + 1
    return takeTurn(found, context, can(context.actor).followUp(found.escalation, found.row), {
      to: 'queued',
      queue: found.queue,
      eventId: args.eventId,
      event: {
        name: 'escalation-resubmitted',
        detail: { queue: found.queue.name, attempt: String(attempt) },
      },
      set: {
        packet: args.packet,
        queueId: args.queueId,
        attempt,
        submittedAt: context.at,
        raised: null,
        holderId: null,
        holderName: null,
        heldSince: null,
      },
    })
  },
})

export const escalationWithdraw = defineMutation({
  name: 'escalation.withdraw',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply(found, args, context) {
    return takeTurn(found, context, can(context.actor).followUp(found.escalation, found.row), {
      to: 'withdrawn',
      eventId: args.eventId,
      event: { name: 'escalation-withdrawn', detail: {} },
    })
  },
})

export const escalationAccept = defineMutation({
  name: 'escalation.accept',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id }),
  reads: withQueue,
  apply(found, args, context) {
    const by = agentOf(context)
    const isAllowed = isTheirs(found, context)
    const refusal = isAllowed ? pickRefusal(found, context) : null
    if (refusal !== null) return refusal
    return takeTurn(found, context, isAllowed, {
      to: 'accepted',
      queue: found.queue,
      eventId: args.eventId,
      event: { name: 'escalation-accepted', detail: {} },
      set: {
        holderId: by?.id ?? null,
        holderName: by?.name ?? null,
        heldSince: context.at,
      },
    })
  },
})

/** Tier 2 decides, and gives Tier 1 the decision with a reply to send. */
export const escalationHandBack = defineMutation({
  name: 'escalation.hand-back',
  by: 'agent',
  args: z.strictObject({
    ...which,
    decision: WrittenText,
    replyText: WrittenText,
    code: DecisionCode.optional(),
  }),
  reads,
  apply(found, args, context) {
    return takeTurn(found, context, can(context.actor).handBack(found.escalation), {
      to: 'handed-back',
      eventId: args.eventId,
      event: { name: 'escalation-handed-back', detail: { decision: args.decision } },
      set: {
        decision: args.decision,
        replyText: args.replyText,
        decisionCode: args.code ?? null,
        waiting: null,
      },
    })
  },
})

/** Tier 1 has carried the decision out. */
export const escalationClose = defineMutation({
  name: 'escalation.close',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply(found, args, context) {
    return takeTurn(found, context, can(context.actor).followUp(found.escalation, found.row), {
      to: 'closed',
      eventId: args.eventId,
      event: { name: 'escalation-closed', detail: {} },
    })
  },
})
