import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, Instant, WrittenText } from '../domain/base.ts'
import { type Case, snippetOf } from '../domain/case.ts'
import type { Message } from '../domain/message.ts'
import { splitNumber } from '../domain/split-number.ts'
import { can } from '../permissions.ts'
import { changedWith, eventMessage } from './case-event.ts'
import { type Context, create, defineMutation, one, refuse } from './define-mutation.ts'
import { hasRoomFor, linkTo, linked } from './link-mutations.ts'

const Copied = z.strictObject({
  /** Of the copy. */
  id: Id,
  /** Of the message that was chosen. */
  messageId: Id,
  /** Who of the parties wrote it. */
  partyId: Id,
  text: WrittenText,
  at: Instant,
})

const nameOf = (row: Case, partyId: string): string =>
  partyId === row.partyId ? row.partyName : (row.parties?.find(({ id }) => id === partyId)?.name ?? row.partyName)

/** The party's message, as it begins the new case; it says from where it was taken and by whom. */
function copiedMessage(row: Case, newCaseId: string, copied: z.infer<typeof Copied>, context: Context): Message {
  const { id, messageId, partyId, text, at } = copied
  return {
    id,
    caseId: newCaseId,
    kind: 'reply',
    author: { kind: 'party', id: partyId, name: nameOf(row, partyId) },
    text,
    html: null,
    at: at < context.at ? at : context.at,
    macroId: null,
    event: null,
    source: null,
    copied: { caseId: row.id, number: row.number, messageId, byAgentId: agentIdOf(context.actor) },
  }
}

/** Makes a case of its own from one thing that a party wrote: for the same party, in the same queue, with whoever splits it. */
export const caseSplit = defineMutation({
  name: 'case.split',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    newCaseId: Id,
    subject: z.string().trim().min(1).max(500),
    copied: Copied,
    eventId: Id,
    newEventId: Id,
  }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (!row.partyIds.includes(args.copied.partyId)) return refuse('bad-arguments', 'copied.partyId')
    if (!hasRoomFor(row, 1)) return refuse('too-many')
    const message = copiedMessage(row, args.newCaseId, args.copied, context)
    const started = startedCase(row, { id: args.newCaseId, subject: args.subject }, message, context)
    const event = { name: 'case-split-from', detail: { number: row.number }, id: args.newEventId } as const
    return {
      changes: [
        ...changedWith(context, linked(row, [linkTo(started, 'split-to')]), {
          id: args.eventId,
          name: 'case-split-to',
          detail: { number: started.number },
        }),
        create('cases', started),
        create('messages', message),
        create('messages', eventMessage(context, started.id, event)),
      ],
    }
  },
})

/** The new case: of the same party and about the same orders, with the message and the entry on where it came from. */
function startedCase(
  row: Case,
  { id, subject }: { readonly id: string; readonly subject: string },
  message: Message,
  context: Context,
): Case {
  const { at, actor } = context
  return {
    id,
    number: splitNumber(row.number, id),
    subject,
    status: 'open',
    priority: row.priority,
    queueId: row.queueId,
    market: row.market,
    locale: row.locale,
    partyId: row.partyId,
    partyKind: row.partyKind,
    partyName: row.partyName,
    partyIds: row.partyIds,
    ...(row.parties === undefined ? {} : { parties: row.parties }),
    orderIds: row.orderIds,
    assigneeId: agentIdOf(actor),
    tags: [],
    createdAt: at,
    updatedAt: at,
    lastReplyId: message.id,
    lastReplyAt: message.at,
    lastReplyBy: 'party',
    waitingSince: message.at,
    messageCount: 2,
    snippet: snippetOf(message.text),
    escalation: null,
    satisfaction: null,
    fields: {},
    source: null,
    formId: row.formId ?? null,
    links: [linkTo(row, 'split-from')],
  }
}
