import { type Case, isOpenCase, snippetOf } from '#shared/domain/case.ts'
import type { Message } from '#shared/domain/message.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { marketOfLocale } from '../markets.ts'
import type { Json, SourceRecord } from '../source-record.ts'
import { type ImportItem, type ImportRow, importRow } from './format.ts'
import { type KnownOrder, type ZendeskBook, zendeskId, zendeskSource } from './zendesk-book.ts'
import { inOrder, threadSummary } from '../thread.ts'
import { type Ticket, commentMessages } from './zendesk-comments.ts'
import { escalationRows } from './zendesk-escalations.ts'
import { queueIdOf, skipped } from './zendesk-groups.ts'
import { type Requester, requesterOf } from './zendesk-requester.ts'

const { statuses, priorities } = caseWords.zendesk

/** A ticket with its comments and escalations: a case with its thread. */
export function ticketItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a ticket without an id')
  const groupId = record.id('group_id')
  const queueId = queueIdOf(record, groupId, book)
  const requester = requesterOf(record, book)
  const dates = datesOf(record)
  const ticket: Ticket = {
    externalId,
    caseId: zendeskId('cases', externalId),
    createdAt: dates.createdAt,
    requesterId: requester.externalId,
    requester: { id: requester.partyId, name: requester.name },
    groupId,
  }
  const escalations = (book.escalations.get(externalId) ?? []).flatMap((known) => {
    const rows = escalationRows(known, ticket, book)
    return rows === null ? [] : [{ ...rows, place: known.record.place }]
  })
  book.escalations.delete(externalId)
  const messages = inOrder([...commentMessages(record, ticket, book), ...escalations.map(({ event }) => event)])
  if (messages.length === 0) record.coerced('a ticket without comments and description: an empty thread')
  const row = caseRow(record, book, { ticket, requester, queueId, messages, updatedAt: dates.updatedAt })
  record.reportRest()
  const rows: ImportRow[] = [
    ...escalations.map((escalation) => escalation.row),
    ...messages.map((message) => importRow('messages', message)),
  ]
  return { rows: [importRow('cases', row), ...rows], places: [record.place, ...escalations.map(({ place }) => place)] }
}

function datesOf(record: SourceRecord): { createdAt: string; updatedAt: string } {
  const createdAt = record.instant('created_at')
  const updatedAt = record.instant('updated_at')
  if (createdAt === null)
    record.coerced(`tickets.created_at is missing: taken as ${updatedAt === null ? '1970' : 'updated_at'}`)
  const created = createdAt ?? updatedAt ?? new Date(0).toISOString()
  return { createdAt: created, updatedAt: updatedAt ?? created }
}

interface Parts {
  readonly ticket: Ticket
  readonly requester: Requester
  readonly queueId: string
  readonly messages: readonly Message[]
  readonly updatedAt: string
}

function caseRow(record: SourceRecord, book: ZendeskBook, parts: Parts): Case {
  const { ticket, requester, messages } = parts
  const { fields, orders, locale: fieldLocale } = customFields(record, book)
  const locale = record.locale('x_locale') ?? fieldLocale ?? requester.locale
  const status = statusOf(record)
  const others = messages.flatMap(({ author }) => (author.kind === 'party' && author.id !== null ? [author.id] : []))
  const subject = record.text('subject', 500) ?? record.text('raw_subject', 500) ?? ''
  return {
    id: ticket.caseId,
    number: `ZD-${ticket.externalId}`.slice(0, 40),
    subject: subject === '' ? snippetOf(messages[0]?.text ?? '') : subject,
    status,
    priority: priorityOf(record),
    queueId: parts.queueId,
    market: marketOfLocale(locale),
    locale,
    partyId: requester.partyId,
    partyKind: 'customer',
    partyName: requester.name,
    partyIds: [
      ...new Set([
        requester.partyId,
        ...others,
        ...partiesNamed(record, book),
        ...orders.flatMap((order) => order.partyIds),
      ]),
    ],
    orderIds: orders.map((order) => order.id),
    assigneeId: assigneeOf(record, ticket, book),
    tags: record.words('tags'),
    createdAt: ticket.createdAt,
    updatedAt: parts.updatedAt,
    ...threadSummary(messages, isOpenCase({ status })),
    escalation: null,
    ...satisfactionOf(record, fields),
    // So that a later import can tell whether somebody worked on the case here since.
    source: { ...zendeskSource(record, ticket.externalId), asOf: parts.updatedAt },
  }
}

function statusOf(record: SourceRecord): Case['status'] {
  const word = record.text('status', 40) ?? ''
  const status = statuses.get(word)
  if (status === undefined) record.coerced('tickets.status is not known: taken as open')
  return status ?? 'open'
}

function priorityOf(record: SourceRecord): Case['priority'] {
  const word = record.text('priority', 40)
  if (word === null || word === '') return 'normal'
  const priority = priorities.get(word)
  if (priority === undefined) record.coerced('tickets.priority is not known: taken as normal')
  return priority ?? 'normal'
}

function assigneeOf(record: SourceRecord, ticket: Ticket, book: ZendeskBook): string | null {
  const externalId = record.id('assignee_id')
  if (externalId === null) return null
  const user = book.users.get(externalId)
  if (user?.isAgent !== true) {
    record.coerced('tickets.assignee_id is no agent of the export: left unassigned')
    return null
  }
  if (ticket.groupId !== null) book.worked(externalId, ticket.groupId)
  return user.agentId
}

/** The seller, and the people who were copied in. */
function partiesNamed(record: SourceRecord, book: ZendeskBook): string[] {
  const parties: string[] = []
  const externalId = record.id('organization_id')
  const seller = book.sellers.get(externalId ?? '')
  if (seller !== undefined) parties.push(seller)
  else if (externalId !== null) record.coerced('tickets.organization_id is no organisation of the export: left out')
  for (const name of ['collaborator_ids', 'follower_ids', 'email_cc_ids']) {
    for (const id of record.words(name)) {
      const user = book.users.get(id)
      if (user?.isAgent === false) parties.push(user.partyId)
      else record.unmapped(`tickets.${name} of ${user === undefined ? 'someone who is not in the export' : 'an agent'}`)
    }
  }
  return parties
}

interface CustomFields {
  readonly fields: { [title: string]: Json }
  readonly orders: readonly KnownOrder[]
  readonly locale: string | null
}

/** The custom fields by their titles, and the orders that one of them names. */
function customFields(record: SourceRecord, book: ZendeskBook): CustomFields {
  // A field may be called like a part of every object.
  const fields = new Map<string, Json>()
  let orders: readonly KnownOrder[] = []
  let locale: string | null = null
  for (const field of record.records('custom_fields')) {
    const id = field.id('id')
    const value = field.json('value')
    if (id === null || value === undefined) continue
    const title = book.fieldTitles.get(id)
    if (title === undefined) field.unmapped(`the title of custom field ${id}: kept under its id`)
    fields.set(title ?? `field ${id}`, value)
    if (title === 'order_id') orders = ordersNamed(field, book)
    if (title === 'locale') locale = field.locale('value')
  }
  for (const name of ['type', 'due_at']) {
    const value = record.json(name)
    if (value !== undefined) fields.set(name, value)
  }
  const channel = record.record('via')?.text('channel', 40) ?? null
  if (channel !== null) fields.set('channel', channel)
  return { fields: Object.fromEntries(fields), orders, locale }
}

/** Agents write several order numbers into one field, with commas or spaces between. */
function ordersNamed(field: SourceRecord, book: ZendeskBook): KnownOrder[] {
  const numbers = (field.text('value', 1000) ?? '').split(/[\s,;]+/).filter((number) => number !== '')
  const found = numbers.flatMap((number) => book.orders.get(number) ?? [])
  if (found.length < numbers.length)
    field.coerced('custom field order_id names an order that is not in the export: kept as text only')
  return [...new Map(found.map((order) => [order.id, order])).values()]
}

function satisfactionOf(
  record: SourceRecord,
  fields: { [title: string]: Json },
): Pick<Case, 'satisfaction' | 'fields'> {
  const rating = record.record('satisfaction_rating')
  const score = rating?.text('score', 40) ?? 'unoffered'
  const comment = rating?.text('comment', 2000) ?? null
  const satisfaction = score === 'good' || score === 'bad' || score === 'offered' ? score : null
  if (satisfaction === null && score !== 'unoffered')
    record.coerced('tickets.satisfaction_rating is not known: left out')
  return {
    satisfaction,
    fields: comment === null || comment === '' ? fields : { ...fields, 'satisfaction comment': comment },
  }
}
