import { caseWords } from '../../macro-words/case-words.ts'
import type { ChildSpool } from '../child-spool.ts'
import { caseItem, caseTimes, wordOf } from '../desk/desk-case.ts'
import type { DeskBook, KnownAgent, KnownParty } from '../desk/desk-book.ts'
import { nameOf, partyItem, requesterOf } from '../desk/desk-people.ts'
import { queueIdOf, queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { marketOfLocale, unknownMarket } from '../markets.ts'
import type { Json, SourceRecord } from '../source-record.ts'
import { cannedItem, scenarioItem } from './freshdesk-macros.ts'
import { ratingOf, threadOf } from './freshdesk-thread.ts'
import { fieldsOf, keptFields } from '../kept-fields.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.freshdesk

const channels: { readonly [source: string]: string } = {
  '1': 'email',
  '2': 'portal',
  '3': 'phone',
  '7': 'chat',
  '9': 'widget',
  '10': 'outbound email',
}

interface Rating {
  readonly good: boolean
  readonly comment: string | null
}

/** What else tickets are read with. */
interface Known {
  readonly fieldTitles: Map<string, string>
  readonly ratings: Map<string, Rating>
  readonly conversations: ChildSpool
}

/**
 * The lists of Freshdesk's API (v2), one file for each: `GET /api/v2/tickets?include=requester,description` as `tickets.json`, the
 * conversations of every ticket together in `conversations.ndjson`, and so on.
 */
export const freshdesk: ImportFormat = {
  name: 'freshdesk',
  nouns: new Set(
    (
      'groups agents companies contacts ticket_fields satisfaction_ratings ' +
      'canned_response_folders canned_responses scenario_automations tickets conversations'
    ).split(' '),
  ),
  signs: [
    ['tickets', 'responder_id'],
    ['conversations', 'incoming'],
    ['canned_responses', 'folder_id'],
    ['agents', 'contact'],
    ['contacts', 'mobile'],
    ['scenario_automations', 'actions'],
  ],
  notRead: new Map([
    ['roles', 'what agents may do is decided here'],
    ['skills', 'skills are given out here'],
  ]),
  async *read(folder, report) {
    const reading = new DeskReading('freshdesk', folder, report)
    const { book } = reading
    const titles = new Map<string, string>()
    const folders = new Map<string, string>()
    const ratings: Known['ratings'] = new Map()
    await reading.use('ticket_fields', 'a ticket field', (record) => {
      titles.set(record.text('name', 100) ?? '', record.text('label', 100) ?? '')
    })
    yield* reading.items('groups', 'a group', (record, id) => groupItem(record, book, id))
    for await (const record of reading.records('agents')) noteAgent(record, book)
    yield* reading.items('companies', 'a company', (record, id) => companyItem(record, book, id))
    yield* reading.items('contacts', 'a contact', (record, id) => contactItem(record, book, id))
    await reading.use('canned_response_folders', 'a folder', (record, id) => {
      folders.set(id, record.text('name', 200) ?? '')
    })
    yield* reading.items('canned_responses', 'a canned response', (record, id) => cannedItem(record, book, folders, id))
    yield* reading.items('scenario_automations', 'a scenario', (record, id) => scenarioItem(record, book, id))
    await reading.use('satisfaction_ratings', 'a rating', (record) => {
      const rating = ratingOf(record)
      if (rating !== null) ratings.set(rating.ticketId, rating)
    })
    const conversations = await reading.spool('conversations', 'a conversation', 'ticket_id')
    try {
      const known = { fieldTitles: titles, ratings, conversations }
      yield* reading.items('tickets', 'a ticket', (record, id) => ticketItem(record, reading, known, id))
      yield* reading.last(conversations, 'a conversation')
    } finally {
      await conversations.close()
    }
  },
}

function groupItem(record: SourceRecord, book: DeskBook, key: string): ImportItem {
  record.ignore(
    'description',
    'created_at',
    'updated_at',
    'agent_ids',
    'auto_ticket_assign',
    'escalate_to',
    'unassigned_for',
  )
  record.ignore('business_hour_id', 'group_type', 'allow_agents_to_change_availability')
  return queueItem(record, book, { key, name: record.text('name', 120), kind: 'Group' })
}

function noteAgent(record: SourceRecord, book: DeskBook): void {
  const externalId = record.id('id')
  if (externalId === null) return record.leaveOut('an agent without an id')
  const contact = record.record('contact')
  record.ignore('available', 'available_since', 'signature', 'occasional', 'created_at', 'updated_at', 'last_active_at')
  record.ignore('focus_mode', 'type', 'org_agent_id', 'deactivated')
  book.noteAgent(
    {
      externalId,
      name: nameOf(record, contact?.text('name', 200) ?? record.text('name', 200), 'Agent', externalId),
      role: 'tier-1',
      locale: contact?.locale('language') ?? null,
      isActive: (contact?.flag('active') ?? true) && record.flag('deactivated') !== true,
      externalQueueIds: record.words('group_ids'),
    },
    record.place,
  )
  record.reportRest()
}

/** A company is a seller, as an organisation is. */
function companyItem(record: SourceRecord, book: DeskBook, id: string): ImportItem {
  record.ignore('updated_at')
  return partyItem(record, book, {
    externalId: `company:${id}`,
    kind: 'seller',
    name: nameOf(record, record.text('name', 200), 'Company', id),
    email: null,
    phone: null,
    locale: null,
    market: unknownMarket,
    tags: [],
    createdAt: record.instant('created_at'),
    fields: {
      ...fieldsOf(record, 'custom_fields'),
      ...keptFields(record, ['description', 'note', 'domains', 'industry', 'account_tier', 'health_score']),
    },
  })
}

function contactItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const locale = record.locale('language')
  record.ignore(
    'updated_at',
    'avatar',
    'active',
    'deleted',
    'csat_rating',
    'preferred_source',
    'visitor_id',
    'org_contact_id',
  )
  return partyItem(record, book, {
    externalId,
    kind: 'customer',
    name: nameOf(record, record.text('name', 200), 'Contact', externalId),
    email: record.text('email', 320),
    phone: record.text('phone', 60) ?? record.text('mobile', 60),
    locale,
    market: marketOfLocale(locale),
    tags: record.words('tags'),
    createdAt: record.instant('created_at'),
    fields: {
      ...fieldsOf(record, 'custom_fields'),
      ...keptFields(record, [
        'address',
        'description',
        'job_title',
        'time_zone',
        'other_emails',
        'twitter_id',
        'mobile',
      ]),
    },
    reference: record.text('unique_external_id', 200),
  })
}

async function ticketItem(
  record: SourceRecord,
  reading: DeskReading,
  known: Known,
  externalId: string,
): Promise<ImportItem | null> {
  const { book, report } = reading
  const conversations = await known.conversations.take(externalId, report)
  const leave = (why: string): null => {
    report.leaveOut([record.place, ...conversations.map(({ place }) => place)], why)
    return null
  }
  if (record.flag('deleted') === true) return leave('a ticket that was deleted')
  if (record.flag('spam') === true) return leave('a ticket that is marked as spam')
  const party = ticketParty(record, book)
  const times = caseTimes(record, 'created_at', ['updated_at'])
  const rated = ratedAs(known.ratings.get(externalId))
  const company = book.party(`company:${record.id('company_id') ?? ''}`)
  const facts = {
    externalId,
    number: `FD-${externalId}`,
    subject: record.text('subject', 500),
    status: wordOf(record, 'status', statuses, 'open' as const),
    priority: wordOf(record, 'priority', priorities, 'normal' as const),
    queueId: queueIdOf(record, book, record.id('group_id'), null),
    locale: null,
    party,
    others: company === null ? [] : [company],
    assignee: responderOf(record, book),
    tags: record.words('tags'),
    ...times,
    satisfaction: rated.satisfaction,
    fields: { ...fieldsOfTicket(record, known), ...rated.fields },
    messages: threadOf(record, conversations, { externalId, party, createdAt: times.createdAt }, book),
  }
  record.ignore(
    'fr_escalated',
    'is_escalated',
    'support_email',
    'email_config_id',
    'requester',
    'company',
    'structured_description',
  )
  record.reportRest()
  return caseItem(book, facts, [record.place, ...conversations.map(({ place }) => place)])
}

/** Whom it is for: by their id, and what the ticket itself tells of them. */
function ticketParty(record: SourceRecord, book: DeskBook): KnownParty {
  const mention = record.record('requester') ?? record
  const externalId = record.id('requester_id') ?? (mention === record ? null : mention.id('id'))
  return requesterOf(record, book, externalId, {
    name: mention.text('name', 200),
    email: mention.text('email', 320),
    phone: mention.text('phone', 60) ?? mention.text('mobile', 60),
  })
}

/** What the customer said of it. */
function ratedAs(rating: Rating | undefined): {
  satisfaction: 'good' | 'bad' | null
  fields: { [name: string]: Json }
} {
  if (rating === undefined) return { satisfaction: null, fields: {} }
  const { good, comment } = rating
  return {
    satisfaction: good ? 'good' : 'bad',
    fields: comment === null || comment === '' ? {} : { 'satisfaction comment': comment },
  }
}

function responderOf(record: SourceRecord, book: DeskBook): KnownAgent | null {
  const externalId = record.id('responder_id')
  const agent = book.agent(externalId)
  if (externalId !== null && agent === null)
    record.coerced('tickets.responder_id is no agent of the export: left unassigned')
  return agent
}

/** Custom fields by their titles: as an object of names, or as a list of names and values. */
function fieldsOfTicket(record: SourceRecord, { fieldTitles }: Known): { [title: string]: Json } {
  const written = record.json('custom_fields')
  const pairs: readonly (readonly [string, Json | undefined])[] = Array.isArray(written)
    ? record.records('custom_fields').map((field) => [field.text('name', 100) ?? '', field.json('value')])
    : Object.entries(fieldsOf(record, 'custom_fields'))
  const own = pairs.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[fieldTitles.get(name) || name, value] as const],
  )
  const channel = channels[record.text('source', 20) ?? '']
  return {
    ...keptFields(record, ['type', 'due_by', 'fr_due_by', 'product_id', 'stats']),
    // Not by assignment: a field may be called like a part of every object.
    ...Object.fromEntries(own),
    ...(channel === undefined ? {} : { channel }),
  }
}
