import type { Message } from '#shared/domain/message.ts'
import { eachOnce, messageOf } from '../desk/desk-case.ts'
import type { DeskBook, KnownParty } from '../desk/desk-book.ts'
import { fileNames, longestText, messageBody } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'

/** The ticket that a thread is read for. */
interface Thread {
  readonly externalId: string
  readonly party: KnownParty
  readonly createdAt: string
}

/** The description, which is the first message, and the conversations, which may stand in the ticket as well as in a file of their own. */
export function threadOf(
  ticket: SourceRecord,
  conversations: readonly SourceRecord[],
  thread: Thread,
  book: DeskBook,
): Message[] {
  const records = [...ticket.records('conversations'), ...conversations]
  const others = records.map((record, index) => ({ record, message: conversationMessage(record, index, thread, book) }))
  const first = descriptionMessage(ticket, thread, book)
  return eachOnce([...(first === null ? [] : [{ record: ticket, message: first }]), ...others])
}

function descriptionMessage(ticket: SourceRecord, thread: Thread, book: DeskBook): Message | null {
  const html = ticket.text('description', longestText)
  const plain = ticket.text('description_text', longestText)
  const files = fileNames(ticket, 'attachments', 'name')
  if ((html ?? plain ?? '').trim() === '' && files.length === 0) return null
  const writer = ticket.text('source', 20) === '10' ? book.agent(ticket.id('responder_id')) : null
  const { party } = thread
  return messageOf(book, {
    record: ticket,
    caseExternalId: thread.externalId,
    createdAt: thread.createdAt,
    externalId: `${thread.externalId}:description`,
    index: 0,
    isNote: false,
    author:
      writer === null
        ? { kind: 'party', id: party.id, name: party.name }
        : { kind: 'agent', id: writer.id, name: writer.name },
    body: messageBody(ticket, { html, plain }, 'a description'),
    fileNames: files,
    at: thread.createdAt,
  })
}

function conversationMessage(record: SourceRecord, index: number, thread: Thread, book: DeskBook): Message {
  const body = {
    html: record.text('body', longestText),
    plain: record.text('body_text', longestText),
  }
  const message = messageOf(book, {
    record,
    caseExternalId: thread.externalId,
    createdAt: thread.createdAt,
    externalId: record.id('id'),
    index,
    isNote: record.flag('private') === true,
    author: authorOf(record, thread, book),
    body: messageBody(record, body, 'a conversation'),
    fileNames: fileNames(record, 'attachments', 'name'),
    at: record.instant('created_at'),
  })
  record.ignore(
    'ticket_id',
    'updated_at',
    'source',
    'support_email',
    'last_edited_at',
    'last_edited_user_id',
    'category',
  )
  record.ignore(
    'email_failure_count',
    'outgoing_failures',
    'thread_id',
    'thread_message_id',
    'auto_response',
    'cloud_files',
  )
  record.reportRest()
  return message
}

function authorOf(record: SourceRecord, { party }: Thread, book: DeskBook): Message['author'] {
  const externalId = record.id('user_id')
  const agent = book.agent(externalId)
  const isIncoming = record.flag('incoming') === true
  if (agent !== null && !isIncoming) return { kind: 'agent', id: agent.id, name: agent.name }
  const writer = book.party(externalId) ?? (isIncoming && externalId === null ? party : null)
  if (writer !== null) return { kind: 'party', id: writer.id, name: writer.name }
  // The requester may be somebody whom only the ticket tells of.
  if (isIncoming && agent === null) return { kind: 'party', id: party.id, name: party.name }
  if (agent !== null) return { kind: 'agent', id: agent.id, name: agent.name }
  record.coerced('a conversation by someone who is not in the export: shown as written by the system')
  return { kind: 'system', id: null, name: externalId === null ? 'Freshdesk' : `Unknown (${externalId})` }
}

/** What a customer said of a ticket: 103 to 101 happy, 100 neither, -101 to -103 not. Null, with its reason, where it says neither. */
export function ratingOf(record: SourceRecord): { ticketId: string; good: boolean; comment: string | null } | null {
  const ticketId = record.id('ticket_id')
  const score = record.record('ratings')?.number('default_question') ?? null
  if (ticketId === null) record.unmapped('a rating that names no ticket')
  else if (score === null || score === 100) record.unmapped('a rating that is neither good nor bad')
  else return { ticketId, good: score > 100, comment: record.text('feedback', 2000) }
  return null
}
