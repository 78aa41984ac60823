import type { Message } from '#shared/domain/message.ts'
import { htmlText } from '../html-text.ts'
import { safeHtml } from '../safe-html.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ZendeskBook, system, zendeskId } from './zendesk-book.ts'

const longestText = 1_000_000

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
  const { text, html } = bodyOf(comment)
  const metadata = comment.json('metadata')
  const isPublic = comment.flag('public') ?? true
  const message: Message = {
    id: zendeskId('messages', ticket.externalId, externalId ?? `#${index}`),
    caseId: ticket.caseId,
    kind: isPublic ? 'reply' : 'note',
    author: authorOf(comment, ticket, book),
    text,
    html,
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

/** The text of a comment, and its HTML made safe where it has any. */
function bodyOf(comment: SourceRecord): { text: string; html: string | null } {
  const html = comment.text('html_body', longestText)
  const plain = comment.text('plain_body', longestText) ?? comment.text('body', longestText)
  if (html === null || html.trim() === '') {
    if (plain === null || plain.trim() === '') comment.coerced('a comment without a text: kept empty')
    return { text: plain ?? '', html: null }
  }
  const safe = safeHtml(html)
  const text = htmlText(safe)
  if (text === '') comment.coerced('a comment whose HTML holds no text: kept as its plain text')
  return text === '' ? { text: plain ?? '', html: null } : { text, html: safe }
}

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

/** By time; what happened in the same instant stays in the order of the source, each a millisecond after the one before. */
export function inOrder(messages: readonly Message[]): Message[] {
  let last = ''
  return [...messages]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((message) => {
      const at = message.at > last ? message.at : new Date(Date.parse(last) + 1).toISOString()
      last = at
      return at === message.at ? message : { ...message, at }
    })
}
