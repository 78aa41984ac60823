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

/** The articles of a ticket, which may stand in the ticket as well as in a file of their own. */
export function zammadThread(
  ticket: SourceRecord,
  articles: readonly SourceRecord[],
  thread: Thread,
  book: DeskBook,
): Message[] {
  const records = [...ticket.records('articles'), ...articles]
  return eachOnce(records.map((record, index) => ({ record, message: articleMessage(record, index, thread, book) })))
}

function articleMessage(record: SourceRecord, index: number, thread: Thread, book: DeskBook): Message {
  const written = record.text('body', longestText)
  const isHtml = (record.text('content_type', 60) ?? 'text/html').startsWith('text/html')
  const body = messageBody(
    record,
    isHtml ? { html: written, plain: null } : { html: null, plain: written },
    'an article',
  )
  const message = messageOf(book, {
    record,
    caseExternalId: thread.externalId,
    createdAt: thread.createdAt,
    externalId: record.id('id'),
    index,
    isNote: record.flag('internal') === true,
    author: authorOf(record, thread, book),
    body,
    fileNames: fileNames(record, 'attachments', 'filename'),
    at: record.instant('created_at'),
  })
  record.ignore(
    'ticket_id',
    'updated_at',
    'updated_by_id',
    'updated_by',
    'created_by',
    'type_id',
    'type',
    'sender',
    'sender_id',
  )
  record.ignore(
    'message_id',
    'message_id_md5',
    'in_reply_to',
    'references',
    'preferences',
    'origin_by',
    'origin_by_id',
    'from',
  )
  record.reportRest()
  return message
}

/** `Agent` 1, `Customer` 2, `System` 3: who wrote it; whose it is says `origin_by_id`, for what was written down for somebody else. */
function authorOf(record: SourceRecord, { party }: Thread, book: DeskBook): Message['author'] {
  const sender = record.text('sender', 20) ?? record.text('sender_id', 20) ?? ''
  const externalId = record.id('origin_by_id') ?? record.id('created_by_id')
  const isCustomer = ['Customer', '2'].includes(sender)
  const isSystem = ['System', '3'].includes(sender)
  const agent = isCustomer || isSystem ? null : book.agent(externalId)
  if (agent !== null) return { kind: 'agent', id: agent.id, name: agent.name }
  const writer = isCustomer ? (book.party(externalId) ?? party) : sender === '' ? book.party(externalId) : null
  if (writer !== null) return { kind: 'party', id: writer.id, name: writer.name }
  if (!isSystem) record.coerced('an article by someone who is not in the export: shown as written by the system')
  return { kind: 'system', id: null, name: fromOf(record, isSystem ? 'Zammad' : `Unknown (${externalId ?? 'nobody'})`) }
}

/** Who it says it is from, without their address. */
function fromOf(record: SourceRecord, otherwise: string): string {
  const from =
    record
      .text('from', 200)
      ?.replace(/<[^<>]*>/g, '')
      .replaceAll('"', '')
      .trim() ?? ''
  return from === '' || from.includes('@') ? otherwise : from
}
