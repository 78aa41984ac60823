import { z } from 'zod'
import { Id, Instant, WrittenText } from '../domain/base.ts'
import { DecisionCode } from '../domain/escalation.ts'
import { WaitingFor, isWithTier2 } from '../domain/escalation-state.ts'
import { can } from '../permissions.ts'
import { eventMessage } from './case-event.ts'
import { create, defineMutation, one, put, refuse } from './define-mutation.ts'
import { isTheirs, pickRefusal, takeTurn } from './escalation-turns.ts'
import { mayRise, raiseAtOf } from './escalation-raise.ts'

const which = { caseId: Id, escalationId: Id, eventId: Id }
const reads = (args: { readonly caseId: string; readonly escalationId: string }) => ({
  row: one('cases', args.caseId),
  escalation: one('escalations', args.escalationId),
})
const withQueue = (args: { readonly caseId: string; readonly escalationId: string; readonly queueId: string }) => ({
  ...reads(args),
  queue: one('queues', args.queueId),
})

const freed = { holderId: null, holderName: null, heldSince: null, waiting: null }

/** Another queue of Tier 2 is the right one. */
export const escalationRedirect = defineMutation({
  name: 'escalation.redirect',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id, toQueueId: Id }),
  reads: (args) => ({ ...withQueue(args), to: one('queues', args.toQueueId) }),
  apply(found, args, context) {
    const { to, queue } = found
    if (to.kind !== 'escalations') return refuse('not-a-tier-2-queue')
    if (to.id === queue.id) return refuse('bad-arguments', 'toQueueId')
    const isAllowed = isTheirs(found, context)
    const refusal = isAllowed ? pickRefusal(found, context) : null
    if (refusal !== null) return refusal
    return takeTurn(found, context, isAllowed, {
      to: 'queued',
      queue: to,
      isRedirect: true,
      eventId: args.eventId,
      event: { name: 'escalation-redirected', detail: { from: queue.name, to: to.name } },
      set: { ...freed, queueId: to.id },
    })
  },
})

/** Whoever holds it waits for somebody else, and says when they tell the next time how it stands. */
export const escalationWait = defineMutation({
  name: 'escalation.wait',
  by: 'agent',
  args: z.strictObject({ ...which, waitingFor: WaitingFor, nextUpdateAt: Instant }),
  reads,
  apply(found, args, context) {
    const waiting = { for: args.waitingFor, nextUpdateAt: args.nextUpdateAt }
    return takeTurn(found, context, can(context.actor).handBack(found.escalation), {
      to: 'waiting',
      eventId: args.eventId,
      event: { name: 'escalation-waiting', detail: { for: args.waitingFor, until: args.nextUpdateAt } },
      set: { waiting },
    })
  },
})

/** Whoever holds it works on it, from the start or again. */
export const escalationBegin = defineMutation({
  name: 'escalation.begin',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply(found, args, context) {
    // From a decision one comes back by taking that back.
    if (!isWithTier2(found.escalation.state)) return refuse('escalation-moved-on', found.escalation.state)
    return takeTurn(found, context, can(context.actor).handBack(found.escalation), {
      to: 'in-progress',
      eventId: args.eventId,
      event: { name: 'escalation-in-progress', detail: {} },
      set: { waiting: null },
    })
  },
})

/** Tier 2 has dealt with it itself: Tier 1 reads what was decided and has nothing to send. */
export const escalationResolve = defineMutation({
  name: 'escalation.resolve',
  by: 'agent',
  args: z.strictObject({ ...which, decision: WrittenText, code: DecisionCode.optional() }),
  reads,
  apply(found, args, context) {
    return takeTurn(found, context, can(context.actor).handBack(found.escalation), {
      to: 'resolved',
      eventId: args.eventId,
      event: { name: 'escalation-resolved', detail: { decision: args.decision } },
      set: { decision: args.decision, decisionCode: args.code ?? null, waiting: null },
    })
  },
})

/** A clock came near: one level higher, for everybody to see. Its priority stays: what was promised by that is not shortened afterwards. Judged when its batch runs. */
export const escalationRaise = defineMutation({
  name: 'escalation.raise',
  by: 'system',
  args: z.strictObject({ ...which, at: Instant }),
  reads,
  apply({ row, escalation }, args, context) {
    if (escalation.caseId !== row.id || escalation.raiseAt !== args.at || !mayRise(escalation)) return { changes: [] }
    const raised = { level: (escalation.raised?.level ?? 0) + 1, at: context.at }
    const next = { ...escalation, raised }
    const detail = { level: String(raised.level) }
    return {
      changes: [
        put('escalations', { ...next, raiseAt: raiseAtOf(next) }),
        put('cases', {
          ...row,
          escalation: row.escalation === null ? null : { ...row.escalation, raised: raised.level },
          updatedAt: context.at,
          messageCount: row.messageCount + 1,
        }),
        create('messages', eventMessage(context, row.id, { id: args.eventId, name: 'escalation-raised', detail })),
      ],
    }
  },
})

/** Whoever a note is for has read it. */
export const coachingRead = defineMutation({
  name: 'coaching.read',
  by: 'agent',
  args: z.strictObject({ noteId: Id }),
  reads: (args) => ({ note: one('coachingNotes', args.noteId) }),
  apply({ note }, _args, context) {
    if (context.actor.kind !== 'agent' || note.agentId !== context.actor.agent.id) return refuse('not-allowed')
    return { changes: note.readAt === null ? [put('coachingNotes', { ...note, readAt: context.at })] : [] }
  },
})
