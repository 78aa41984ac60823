import type { Message } from '#shared/domain/message.ts'
import type { Row } from '#shared/tables.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportRow, importRow } from './format.ts'
import { type KnownEscalation, type ZendeskBook, system, zendeskId } from './zendesk-book.ts'
import type { Ticket } from './zendesk-comments.ts'
import { skipped } from './zendesk-groups.ts'

/** Notes an escalation for its ticket. */
export function knownEscalation(record: SourceRecord, book: ZendeskBook): KnownEscalation | null {
  const ticketId = record.id('ticket_id')
  if (ticketId === null) return skipped(record, 'an escalation without a ticket')
  const to = record.text('to', 180)?.trim() ?? ''
  const escalation = { record, ticketId, to: to === '' ? 'Tier 2' : to }
  const others = book.escalations.get(ticketId) ?? []
  const identity = identityOf(record)
  if (others.some((other) => identityOf(other.record).join() === identity.join())) {
    return skipped(record, 'an escalation that came before')
  }
  others.push(escalation)
  book.escalations.set(ticketId, others)
  return escalation
}

const identityOf = (record: SourceRecord): string[] => [
  record.id('ticket_id') ?? '',
  record.id('comment_id') ?? '',
  record.text('external_ref', 200) ?? '',
]

/**
 * An escalation that went to another system: it is over as far as this desk is concerned, so it binds nobody, and the thread tells of it.
 */
export function escalationRows(
  { record, to }: KnownEscalation,
  ticket: Ticket,
  book: ZendeskBook,
): { row: ImportRow; event: Message } | null {
  const reference = record.text('external_ref', 200)
  const at = record.instant('at') ?? record.instant('created_at')
  if (at === null) record.coerced('an escalation without a date: dated as its ticket')
  const by = book.users.get(record.id('by_user_id') ?? '')
  const identity = identityOf(record)
  const queueId = book.escalationQueues.get(to)
  if (queueId === undefined) return skipped(record, 'an escalation to a queue that is not known')
  const escalation: Row<'escalations'> = {
    id: zendeskId('escalations', ...identity),
    caseId: ticket.caseId,
    queueId,
    state: 'closed',
    attempt: 1,
    packet: null,
    byAgentId: by?.isAgent === true ? by.agentId : null,
    byName: by?.name ?? 'Unknown',
    holderId: null,
    holderName: null,
    submittedAt: at ?? ticket.createdAt,
    heldSince: null,
    decision: null,
    replyText: null,
    turns: [],
    source: { system, externalId: identity.join(':').slice(0, 200) },
    externalRef: reference,
  }
  const event: Message = {
    id: zendeskId('messages', 'escalation', ...identity),
    caseId: ticket.caseId,
    kind: 'event',
    author:
      by?.isAgent === true
        ? { kind: 'agent', id: by.agentId, name: by.name }
        : { kind: 'system', id: null, name: escalation.byName },
    text: '',
    html: null,
    at: at ?? ticket.createdAt,
    macroId: null,
    event: {
      name: 'external-escalation',
      detail: { queue: to, reference: reference ?? '', rule: record.text('rule', 300) ?? '' },
    },
    source: escalation.source,
  }
  record.reportRest()
  return { row: importRow('escalations', escalation), event }
}
