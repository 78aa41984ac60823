import type { Message } from '#shared/domain/message.ts'
import { fileNames, longestText, messageBody, withFileNames } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import { inOrder } from '../thread.ts'
import { type ZendeskBook, system, zendeskId } from './zendesk-book.ts'

/** What the comments of a ticket are read with. */
export interface Ticket {
  readonly externalId: string
  readonly caseId: string
  readonly createdAt: string
  readonly requesterId: string | null
  readonly requester: { readonly id: string; readonly name: string }
  readonly groupId: string | null
}

/** The messages of a ticket in the order of their times, and who else than the requester had a part in them. */
export function commentMessages(record: SourceRecord, ticket: Ticket, book: ZendeskBook): Message[] {
  const comments = record.records('comments')
  const description = record.text('description', longestText)?.trim() ?? ''
  // Exports without comments still say what it was about.
  if (comments.length === 0 && description !== '') return [descriptionMessage(ticket, description)]
  const messages = new Map<string, Message>()
  for (const [index, comment] of comments.entries()) {
    const message = commentMessage(comment, index, ticket, book)
    if (messages.has(message.id)) comment.coerced('a comment whose id came before in its ticket: the later one counts')
    messages.set(message.id, message)
  }
  return inOrder([...messages.values()])
}

function commentMessage(comment: SourceRecord, index: number, ticket: Ticket, book: ZendeskBook): Message {
  const externalId = comment.id('id')
  if (externalId === null) comment.coerced('a comment without an id: known by its place in the ticket')
  const body = messageBody(
    comment,
    {
      html: comment.text('html_body', longestText),
      plain: comment.text('plain_body', longestText) ?? comment.text('body', longestText),
    },
    'a comment',
  )
  const metadata = comment.json('metadata')
  const isPublic = comment.flag('public') ?? true
  const message: Message = {
    id: zendeskId('messages', ticket.externalId, externalId ?? `#${index}`),
    caseId: ticket.caseId,
    kind: isPublic ? 'reply' : 'note',
    author: authorOf(comment, ticket, book),
    ...withFileNames(body, fileNames(comment, 'attachments', 'file_name')),
    at: timeOf(comment, ticket),
    macroId: null,
    event: null,
    source: {
      system,
      externalId: externalId ?? `${ticket.externalId}#${index}`,
      ...(metadata === undefined ? {} : { metadata }),
    },
  }
  comment.reportRest()
  return message
}

const descriptionMessage = (ticket: Ticket, text: string): Message => ({
  id: zendeskId('messages', ticket.externalId, 'description'),
  caseId: ticket.caseId,
  kind: 'reply',
  author: { kind: 'party', ...ticket.requester },
  text,
  html: null,
  at: ticket.createdAt,
  macroId: null,
  event: null,
  source: { system, externalId: `${ticket.externalId}:description` },
})

function authorOf(comment: SourceRecord, ticket: Ticket, book: ZendeskBook): Message['author'] {
  const authorId = comment.id('author_id')
  // An agent who asks for something of their own is answered like anybody else.
  if (authorId !== null && authorId === ticket.requesterId) return { kind: 'party', ...ticket.requester }
  const user = book.users.get(authorId ?? '')
  if (user === undefined) {
    comment.coerced('a comment by someone who is not in the export: shown as written by an unknown person')
    return { kind: 'party', id: null, name: authorId === null ? 'Unknown' : `Unknown (${authorId})` }
  }
  if (!user.isAgent) return { kind: 'party', id: user.partyId, name: user.name }
  if (ticket.groupId !== null) book.worked(user.externalId, ticket.groupId)
  return { kind: 'agent', id: user.agentId, name: user.name }
}

function timeOf(comment: SourceRecord, ticket: Ticket): string {
  const at = comment.instant('created_at')
  if (at === null) {
    comment.coerced('a comment without a date: dated as its ticket')
    return ticket.createdAt
  }
  if (at < ticket.createdAt) {
    comment.coerced('a comment dated before its ticket: dated as its ticket')
    return ticket.createdAt
  }
  return at
}
