import { z } from 'zod'
import { isQueueOf } from '../audience.ts'
import type { Agent } from '../domain/agent.ts'
import { type Case, CaseStatus, Priority, awake, isMerged, isOpenCase, snippetOf } from '../domain/case.ts'
import { agentIdOf } from '../domain/actor.ts'
import { Id, WrittenText } from '../domain/base.ts'
import { isOpenEscalation } from '../domain/escalation-state.ts'
import type { Message } from '../domain/message.ts'
import { type Queue, isForMarket } from '../domain/queue.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { plainText } from '../written-text.ts'
import {
  type Carried,
  addressArgs,
  addressRefusal,
  afterAnswering,
  afterHearing,
  carriedArgs,
  carriedFields,
  longestWait,
  mentionArgs,
  mentionReads,
  mentionRefusal,
  partiesOfMessage,
} from './conversation-rules.ts'
import { type Context, create, defineMutation, every, maybe, one, put, refuse } from './define-mutation.ts'
import { gateRefusal } from './gate-refusal.ts'
import { holding } from './held-replies.ts'

const tag = z.string().min(1).max(60)

/** The message that an agent writes; `kind` decides who sees it. */
export function writtenMessage(
  context: Context,
  written: Carried & {
    messageId: string
    caseId: string
    kind: 'reply' | 'note'
    text: string
    macroId: string | null
  },
): Message {
  const { actor } = context
  return {
    id: written.messageId,
    caseId: written.caseId,
    kind: written.kind,
    author:
      actor.kind === 'agent'
        ? { kind: 'agent', id: actor.agent.id, name: actor.agent.name }
        : { kind: 'system', id: null, name: actor.name },
    text: written.text,
    html: null,
    at: context.at,
    macroId: written.macroId,
    event: null,
    source: null,
    ...carriedFields(written),
  }
}

/** The case without its claim, where it had one: whoever has it now has it for good. */
export const settled = (row: Case): Case =>
  row.claim === undefined || row.claim === null ? row : { ...row, claim: null }

/** Whether this status says that somebody dealt with the case: pending, on hold or at its end. */
const decides = (status: CaseStatus | undefined): boolean =>
  status !== undefined && status !== 'new' && status !== 'open'

/** The case given to this agent by name, or to nobody. */
export const givenTo = (row: Case, assigneeId: string | null): Case => ({ ...settled(row), assigneeId })

/** The case after the desk wrote a message on it. A reply answers whoever was waiting. */
export function caseAfterWriting(row: Case, message: Message, status: Case['status'] | undefined): Case {
  const isReply = message.kind === 'reply'
  // Whoever claimed it has answered, or it was decided: it does not fall back into the queue behind them.
  const isDecided = (isReply && row.claim?.agentId === message.author.id) || decides(status)
  const written = {
    ...(isDecided ? settled(row) : row),
    // A reply on a case that nobody had touched opens it; the agent may say otherwise in the same step.
    status: status ?? (isReply && row.status === 'new' ? 'open' : row.status),
    updatedAt: message.at,
    messageCount: row.messageCount + 1,
    snippet: snippetOf(plainText(message.text)),
  }
  if (!isReply) return written
  return {
    ...written,
    lastReplyId: message.id,
    lastReplyAt: message.at,
    lastReplyBy: 'desk',
    ...afterAnswering(written, partiesOfMessage(row, message)),
  }
}

/** Why the status may not become this one, or null. Every way to solve a case asks here. */
export function statusRefusal(row: Case, status: Case['status'] | undefined): Refusal | null {
  if (status === undefined || status === row.status) return null
  if (row.status === 'closed') return refuse('case-is-closed')
  const isEnding = status === 'solved' || status === 'closed'
  return isEnding && row.escalation !== null && isOpenEscalation(row.escalation.state)
    ? refuse('escalation-is-open')
    : null
}

/** Why nothing may be written to a party now, or null [S18]. `afterReplyId` is the last one the agent had before their eyes. */
export function replyRefusal(row: Case, afterReplyId: string | null, context: Context): Refusal | null {
  if (!can(context.actor).reply(row)) return refuse('not-allowed')
  if (row.status === 'closed') return refuse('case-is-closed')
  return row.lastReplyId === afterReplyId ? null : refuse('thread-moved')
}

/** The queue that a case lies in, among all there are. */
const queueOf = (row: Case, queues: readonly Queue[]): Queue | undefined => queues.find(({ id }) => id === row.queueId)

/**
 * Why an agent may not choose who gets this case, or null. `queueId` is where it lay before their eyes; windows of earlier builds do not say,
 * and are held to the queue it lies in all the same.
 */
export function choiceRefusal(
  row: Case,
  queues: readonly Queue[],
  queueId: string | undefined,
  { actor }: Context,
): Refusal | null {
  const queue = queueOf(row, queues)
  if (queueId !== undefined && queue?.id !== queueId) return refuse('not-found', 'queues')
  return queue === undefined || can(actor).choose(row, queue) ? null : refuse('queue-is-pushed')
}

/** Why this agent may not be given a case where it lies, or null: they work neither its queue nor its market, and would not see it by themselves. */
export function assigneeRefusal(row: Case, assignee: Agent, queues: readonly Queue[]): Refusal | null {
  const queue = queueOf(row, queues)
  const { sees, markets } = assignee
  const isOfMarket = sees === 'workspace' || markets.includes('*') || markets.includes(row.market)
  return queue === undefined || (isQueueOf(assignee, queue) && isOfMarket) ? null : refuse('not-of-queue', assignee.id)
}

export const caseReply = defineMutation({
  name: 'case.reply',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    messageId: Id,
    text: WrittenText,
    afterReplyId: Id.nullable(),
    status: CaseStatus.exclude(['new']).optional(),
    ...addressArgs,
    ...carriedArgs,
  }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    const refusal =
      replyRefusal(row, args.afterReplyId, context) ?? addressRefusal(row, args) ?? statusRefusal(row, args.status)
    if (refusal !== null) return refusal
    const message = writtenMessage(context, { ...args, kind: 'reply', macroId: null })
    const taken = { ...row, assigneeId: row.assigneeId ?? agentIdOf(context.actor) }
    const after = holding(row, caseAfterWriting(taken, message, args.status), { messageId: message.id }, context)
    return { changes: [create('messages', message), put('cases', after)] }
  },
})

export const caseNote = defineMutation({
  name: 'case.note',
  by: 'agent',
  args: z.strictObject({ caseId: Id, messageId: Id, text: WrittenText, ...mentionArgs, ...carriedArgs }),
  reads: (args) => ({ row: one('cases', args.caseId), ...mentionReads(args.mentionIds) }),
  apply({ row, ...mentioned }, args, context) {
    if (!can(context.actor).note(row)) return refuse('not-allowed')
    const refusal = mentionRefusal(mentioned, args.mentionIds)
    if (refusal !== null) return refusal
    const message = writtenMessage(context, { ...args, kind: 'note', macroId: null })
    return { changes: [create('messages', message), put('cases', caseAfterWriting(row, message, undefined))] }
  },
})

/** The case with another status, set without writing anything; `at`: when. */
export function afterStatus(row: Case, status: Case['status'], at: string): Case {
  const isOpen = isOpenCase({ status })
  // Reopened with a question unanswered: the party has been waiting since they asked.
  const owed = row.waitingSince ?? longestWait(row.waits) ?? (row.lastReplyBy === 'party' ? row.lastReplyAt : null)
  const decided = decides(status) ? settled(row) : row
  // Whoever solves a case, or opens it again, does not want it aside.
  const taken = isOpen && isOpenCase(row) ? decided : awake(decided)
  return { ...taken, status, waitingSince: isOpen ? owed : null, updatedAt: at }
}

export const caseSetStatus = defineMutation({
  name: 'case.set-status',
  by: 'agent',
  args: z.strictObject({ caseId: Id, status: CaseStatus.exclude(['new']) }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const refusal = statusRefusal(row, args.status)
    if (refusal !== null) return refusal
    return { changes: [put('cases', afterStatus(row, args.status, context.at))] }
  },
})

export const caseSetPriority = defineMutation({
  name: 'case.set-priority',
  by: 'agent',
  args: z.strictObject({ caseId: Id, priority: Priority }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    return { changes: [put('cases', { ...row, priority: args.priority, updatedAt: context.at })] }
  },
})

export const caseAssign = defineMutation({
  name: 'case.assign',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    assigneeId: Id.nullable(),
    /** Where the case lay on the agent's screen. */
    queueId: Id.optional(),
  }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    queues: every('queues'),
    // Asking for the case's own id finds no agent, which is right where nobody is to have the case.
    assignee: maybe('agents', args.assigneeId ?? args.caseId),
    marks: maybe('sopMarks', args.assigneeId ?? args.caseId),
  }),
  apply({ row, assignee, queues, marks }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const changes = [put('cases', { ...givenTo(row, args.assigneeId), updatedAt: context.at })]
    if (args.assigneeId === null) return { changes }
    if (assignee?.active !== true) return refuse('not-an-agent')
    const refusal = choiceRefusal(row, queues, args.queueId, context) ?? assigneeRefusal(row, assignee, queues)
    if (refusal !== null) return refusal
    // What others have acknowledged is not known to everyone: whoever gives them the case answers for it.
    const isOwn = args.assigneeId === agentIdOf(context.actor)
    const queue = queues.find(({ id }) => id === row.queueId)
    return (isOwn ? gateRefusal(row, queue, marks, context) : null) ?? { changes }
  },
})

export const caseChangeTags = defineMutation({
  name: 'case.change-tags',
  by: 'agent',
  args: z.strictObject({ caseId: Id, add: z.array(tag).max(50), remove: z.array(tag).max(50) }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const kept = row.tags.filter((name) => !args.remove.includes(name))
    const tags = [...new Set([...kept, ...args.add])]
    return { changes: [put('cases', { ...row, tags, updatedAt: context.at })] }
  },
})

export const caseMove = defineMutation({
  name: 'case.move',
  by: 'agent',
  args: z.strictObject({ caseId: Id, queueId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), queue: one('queues', args.queueId) }),
  apply({ row, queue }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (queue.kind !== 'cases') return refuse('not-allowed', 'queue')
    if (!isForMarket(queue, row.market)) return refuse('not-of-market', queue.id)
    // Whoever had the case may not work the new queue, so it goes back to being nobody's.
    return {
      changes: [put('cases', { ...givenTo(row, null), queueId: args.queueId, updatedAt: context.at })],
    }
  },
})

/** What the case calls one of its parties, where it says. */
const nameOfParty = (row: Case, partyId: string): string | undefined =>
  partyId === row.partyId ? row.partyName : row.parties?.find(({ id }) => id === partyId)?.name

/** A party wrote: named by the channel, inside the service. Who of the case's parties it was, where it was not the case's own. */
export const caseReceive = defineMutation({
  name: 'case.receive',
  by: 'system',
  args: z.strictObject({ caseId: Id, messageId: Id, text: WrittenText, partyId: Id.optional(), ...carriedArgs }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    // Asking for the case's own id finds no party: the case says who its own is.
    other: maybe('parties', args.partyId ?? args.caseId),
  }),
  apply({ row, other }, args, context) {
    // The channel brings it to where the case lives on.
    if (isMerged(row)) return refuse('case-merged', row.links?.find(({ kind }) => kind === 'merged-into')?.caseId)
    if (row.status === 'closed') return refuse('case-is-closed')
    const { partyId = row.partyId } = args
    if (partyId !== row.partyId && !row.partyIds.includes(partyId)) return refuse('not-a-party', partyId)
    const to = row.partyIds.length > 1 ? { partyIds: [partyId] } : {}
    const message: Message = {
      ...writtenMessage(context, { ...args, ...to, kind: 'reply', macroId: null }),
      author: { kind: 'party', id: partyId, name: nameOfParty(row, partyId) ?? other?.name ?? '' },
    }
    const status = row.status === 'new' ? 'new' : 'open'
    const heard = afterHearing({ ...row, status }, partyId, context.at)
    const after = { ...caseAfterWriting(awake(row), message, status), lastReplyBy: 'party' as const, ...heard }
    const isAside = row.snooze !== undefined && row.snooze !== null
    const told = isAside ? { ...after, woken: { at: context.at, by: 'reply' as const } } : after
    return { changes: [create('messages', message), put('cases', told)] }
  },
})
