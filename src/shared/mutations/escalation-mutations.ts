import { z } from 'zod'
import type { Agent } from '../domain/agent.ts'
import { Id, WrittenText } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import { type Escalation, EscalationPacket, ReturnReason } from '../domain/escalation.ts'
import { type EscalationState, canMove, isOpenEscalation } from '../domain/escalation-state.ts'
import type { CaseEvent, Message } from '../domain/message.ts'
import { can } from '../permissions.ts'
import { type Change, type Context, children, create, defineMutation, one, put, refuse } from './define-mutation.ts'

const which = { caseId: Id, escalationId: Id, eventId: Id }

const reads = (args: { caseId: string; escalationId: string }) => ({
  row: one('cases', args.caseId),
  escalation: one('escalations', args.escalationId),
})

const withQueue = (args: { caseId: string; escalationId: string; queueId: string }) => ({
  ...reads(args),
  queue: one('queues', args.queueId),
})

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

interface Step {
  readonly to: EscalationState
  readonly event: CaseEvent
  readonly eventId: string
  readonly turn?: Partial<Escalation['turns'][number]>
  readonly set?: Partial<Escalation>
  readonly setCase?: Partial<Case>
}

/** Whether the escalation belongs to the case it was named with. */
const isOf = (escalation: Escalation, row: Case): boolean =>
  escalation.caseId === row.id && row.escalation?.id === escalation.id

/** The rows after one turn of an escalation: its own, the case's summary of it, and the event in the thread. */
function turned(row: Case, escalation: Escalation, by: Agent, context: Context, step: Step): readonly Change[] {
  const turn = {
    at: context.at,
    byAgentId: by.id,
    byName: by.name,
    to: step.to,
    reason: null,
    step: null,
    sentence: null,
  }
  const next: Escalation = {
    ...escalation,
    ...step.set,
    state: step.to,
    turns: [...escalation.turns, { ...turn, ...step.turn }],
  }
  const summary = {
    id: next.id,
    state: next.state,
    queueId: next.queueId,
    attempt: next.attempt,
    byAgentId: next.byAgentId ?? by.id,
  }
  const isOver = next.state === 'closed' || next.state === 'withdrawn'
  return [
    put('escalations', next),
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

const agentOf = (context: Context): Agent | null => (context.actor.kind === 'agent' ? context.actor.agent : null)

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
      holderId: null,
      holderName: null,
      submittedAt: context.at,
      heldSince: null,
      decision: null,
      replyText: null,
      turns: [],
      source: null,
      externalRef: null,
    }
    const [, ...others] = turned(row, escalation, by, context, {
      to: 'queued',
      eventId: args.eventId,
      event: { name: 'escalation-submitted', detail: { queue: queue.name, reason: args.packet.reason } },
      setCase: { status: row.status === 'new' || row.status === 'solved' ? 'open' : row.status },
    })
    return { changes: [create('escalations', escalation), ...others] }
  },
})

/** Tier 1 completes what was returned and hands it over again. */
export const escalationResubmit = defineMutation({
  name: 'escalation.resubmit',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id, packet: EscalationPacket }),
  reads: withQueue,
  apply({ row, escalation, queue }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || !can(context.actor).followUp(escalation, row)) return refuse('not-allowed')
    if (queue.kind !== 'escalations') return refuse('not-a-tier-2-queue')
    if (!canMove(escalation.state, 'queued')) return refuse('escalation-moved-on', escalation.state)
    return {
      changes: turned(row, escalation, by, context, {
        to: 'queued',
        eventId: args.eventId,
        event: {
          name: 'escalation-resubmitted',
          detail: { queue: queue.name, attempt: String(escalation.attempt + 1) },
        },
        set: {
          packet: args.packet,
          queueId: args.queueId,
          attempt: escalation.attempt + 1,
          submittedAt: context.at,
          holderId: null,
          holderName: null,
          heldSince: null,
        },
      }),
    }
  },
})

export const escalationWithdraw = defineMutation({
  name: 'escalation.withdraw',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply({ row, escalation }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || !can(context.actor).followUp(escalation, row)) return refuse('not-allowed')
    if (!canMove(escalation.state, 'withdrawn')) return refuse('escalation-moved-on', escalation.state)
    return {
      changes: turned(row, escalation, by, context, {
        to: 'withdrawn',
        eventId: args.eventId,
        event: { name: 'escalation-withdrawn', detail: {} },
      }),
    }
  },
})

export const escalationAccept = defineMutation({
  name: 'escalation.accept',
  by: 'agent',
  args: z.strictObject({ ...which, queueId: Id }),
  reads: withQueue,
  apply({ row, escalation, queue }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || escalation.queueId !== queue.id || !can(context.actor).decide(queue))
      return refuse('not-allowed')
    if (!canMove(escalation.state, 'accepted')) return refuse('escalation-moved-on', escalation.state)
    return {
      changes: turned(row, escalation, by, context, {
        to: 'accepted',
        eventId: args.eventId,
        event: { name: 'escalation-accepted', detail: {} },
        set: { holderId: by.id, holderName: by.name, heldSince: context.at },
      }),
    }
  },
})

/** Tier 2 gives it back to be completed: names the step and says in one sentence what is missing. */
export const escalationReturn = defineMutation({
  name: 'escalation.return',
  by: 'agent',
  args: z.strictObject({
    ...which,
    queueId: Id,
    reason: ReturnReason,
    step: z.string().min(1).max(1000),
    sentence: z.string().min(1).max(2000),
  }),
  reads: withQueue,
  apply({ row, escalation, queue }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || escalation.queueId !== queue.id || !can(context.actor).decide(queue))
      return refuse('not-allowed')
    if (!canMove(escalation.state, 'returned')) return refuse('escalation-moved-on', escalation.state)
    const { reason, step, sentence } = args
    return {
      changes: turned(row, escalation, by, context, {
        to: 'returned',
        eventId: args.eventId,
        event: { name: 'escalation-returned', detail: { reason, step, sentence } },
        turn: { reason, step, sentence },
        set: { holderId: null, holderName: null, heldSince: null },
      }),
    }
  },
})

/** Tier 2 decides, and gives Tier 1 the decision with a reply to send. */
export const escalationHandBack = defineMutation({
  name: 'escalation.hand-back',
  by: 'agent',
  args: z.strictObject({ ...which, decision: WrittenText, replyText: WrittenText }),
  reads,
  apply({ row, escalation }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || !can(context.actor).handBack(escalation)) return refuse('not-allowed')
    if (!canMove(escalation.state, 'handed-back')) return refuse('escalation-moved-on', escalation.state)
    return {
      changes: turned(row, escalation, by, context, {
        to: 'handed-back',
        eventId: args.eventId,
        event: { name: 'escalation-handed-back', detail: { decision: args.decision } },
        set: { decision: args.decision, replyText: args.replyText },
      }),
    }
  },
})

/** Tier 1 has carried the decision out. */
export const escalationClose = defineMutation({
  name: 'escalation.close',
  by: 'agent',
  args: z.strictObject(which),
  reads,
  apply({ row, escalation }, args, context) {
    if (!isOf(escalation, row)) return refuse('not-found', 'escalations')
    const by = agentOf(context)
    if (by === null || !can(context.actor).followUp(escalation, row)) return refuse('not-allowed')
    if (!canMove(escalation.state, 'closed')) return refuse('escalation-moved-on', escalation.state)
    return {
      changes: turned(row, escalation, by, context, {
        to: 'closed',
        eventId: args.eventId,
        event: { name: 'escalation-closed', detail: {} },
      }),
    }
  },
})
