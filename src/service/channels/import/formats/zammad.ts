import { caseWords } from '../../macro-words/case-words.ts'
import type { ChildSpool } from '../child-spool.ts'
import { caseItem, caseTimes } from '../desk/desk-case.ts'
import type { DeskBook, KnownAgent, PartyFacts } from '../desk/desk-book.ts'
import { nameOf, partyItem, requesterOf } from '../desk/desk-people.ts'
import { queueIdOf, queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { keptFields } from '../kept-fields.ts'
import { marketOfCountry, marketOfLocale, unknownMarket } from '../markets.ts'
import type { Json, SourceRecord } from '../source-record.ts'
import { moduleId, textModuleItem, zammadMacroItem } from './zammad-macros.ts'
import { type ZammadNames, namesAtFirst } from './zammad-names.ts'
import { zammadThread } from './zammad-thread.ts'
import type { ImportFormat, ImportItem } from './format.ts'

/**
 * The lists of Zammad's API (v1), one file for each: `GET /api/v1/tickets` as `tickets.json` (with `?expand=true` names stand beside the
 * ids), the articles of every ticket together in `ticket_articles.ndjson`; text modules also as the table that Zammad itself exports.
 */
export const zammad: ImportFormat = {
  name: 'zammad',
  nouns: new Set(
    (
      'groups organizations roles users ticket_states ticket_priorities ' +
      'macros text_modules tickets ticket_articles'
    ).split(' '),
  ),
  signs: [
    ['tickets', 'customer_id'],
    ['ticket_articles', 'ticket_id'],
    ['macros', 'perform'],
    ['text_modules', 'content'],
    ['users', 'firstname'],
  ],
  notRead: new Map([
    ['tags', 'the tags of a ticket are read from the ticket'],
    ['overviews', 'views are made here'],
  ]),
  async *read(folder, report) {
    const reading = new DeskReading('zammad', folder, report)
    const { book } = reading
    const names = namesAtFirst()
    for (const [noun, map] of [
      ['ticket_states', names.states],
      ['ticket_priorities', names.priorities],
      ['roles', names.roles],
    ] as const) {
      await reading.use(noun, 'a name', (record, id) => map.set(id, record.text('name', 100) ?? ''))
    }
    yield* reading.items('groups', 'a group', (record, id) => groupItem(record, book, id))
    yield* reading.items('organizations', 'an organization', (record, id) => organizationItem(record, book, id))
    yield* reading.items('users', 'a user', (record, id) => userItem(record, reading, names, id))
    yield* reading.items('macros', 'a macro', (record, id) => zammadMacroItem(record, book, names, id))
    for await (const record of reading.records('text_modules', moduleId)) yield textModuleItem(record, book)
    const articles = await reading.spool('ticket_articles', 'an article', 'ticket_id')
    try {
      yield* reading.items('tickets', 'a ticket', (record, id) => ticketItem(record, reading, { names, articles }, id))
      yield* reading.last(articles, 'an article')
    } finally {
      await articles.close()
    }
  },
}

function groupItem(record: SourceRecord, book: DeskBook, key: string): ImportItem {
  ignoreKeeping(
    record,
    'signature_id',
    'email_address_id',
    'follow_up_possible',
    'follow_up_assignment',
    'user_ids',
    'active',
  )
  record.ignore('assignment_timeout', 'shared_drafts', 'name_last', 'parent_id', 'note', 'reopen_time_in_days')
  return queueItem(record, book, { key, name: record.text('name', 120), kind: 'Group' })
}

/** An organisation is a seller. */
function organizationItem(record: SourceRecord, book: DeskBook, id: string): ImportItem {
  ignoreKeeping(record, 'shared', 'domain_assignment', 'active', 'member_ids', 'members', 'secondary_member_ids')
  return partyItem(record, book, {
    externalId: `organization:${id}`,
    kind: 'seller',
    name: nameOf(record, record.text('name', 200), 'Organization', id),
    email: null,
    phone: null,
    locale: null,
    market: unknownMarket,
    tags: record.flag('vip') === true ? ['vip'] : [],
    createdAt: record.instant('created_at'),
    fields: keptFields(record, ['domain', 'note']),
  })
}

/** A user answers where one of their roles is that of an agent; all others are answered. */
function userItem(record: SourceRecord, reading: DeskReading, names: ZammadNames, id: string): ImportItem | null {
  const { book, report } = reading
  const written = record.text('login', 320)
  // The first user is nobody: tickets without an owner are theirs.
  if (written === '-') {
    report.settle([record.place], 'used')
    return null
  }
  const facts = personOf(record, written, id)
  const roles = [...record.words('roles'), ...record.words('role_ids').map((role) => names.roles.get(role) ?? '')]
  const isActive = record.flag('active') ?? true
  const groups = Object.keys(record.record('group_ids')?.value ?? {})
  ignoreKeeping(record, 'image', 'image_source', 'verified', 'last_login', 'source', 'login_failed', 'password')
  record.ignore(
    'out_of_office',
    'authorization_ids',
    'authorizations',
    'karma_user_ids',
    'accounts',
    'organization_ids',
  )
  record.ignore('organizations', 'groups', 'organization', 'fax')
  if (!roles.includes('Agent') && !roles.includes('Admin')) return partyItem(record, book, facts)
  if (roles.includes('Admin')) record.coerced('users: an administrator: taken as a Tier 1 agent')
  const { name, locale } = facts
  book.noteAgent({ externalId: id, name, role: 'tier-1', locale, isActive, externalQueueIds: groups }, record.place)
  record.reportRest()
  return null
}

function personOf(record: SourceRecord, login: string | null, externalId: string): PartyFacts {
  const locale = record.record('preferences')?.locale('locale') ?? null
  const phone = record.text('phone', 60)?.trim() ?? ''
  return {
    externalId,
    kind: 'customer',
    name: nameOf(record, nameIn(record, login), 'User', externalId),
    email: record.text('email', 320),
    phone: phone === '' ? record.text('mobile', 60) : phone,
    locale,
    market: marketOfCountry(record.text('country', 100) ?? '') ?? marketOfLocale(locale),
    tags: record.flag('vip') === true ? ['vip'] : [],
    createdAt: record.instant('created_at'),
    fields: keptFields(record, ['web', 'mobile', 'department', 'street', 'zip', 'city', 'country', 'address', 'note']),
    // A login that is an address is theirs alone.
    reference: login?.includes('@') === true ? null : login,
  }
}

const nameIn = (record: SourceRecord, login: string | null): string =>
  [record.text('firstname', 100), record.text('lastname', 100)]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '' && part !== '-')
    .join(' ') ||
  (login ?? '')

async function ticketItem(
  record: SourceRecord,
  reading: DeskReading,
  { names, articles }: { names: ZammadNames; articles: ChildSpool },
  externalId: string,
): Promise<ImportItem | null> {
  const { book, report } = reading
  const spooled = await articles.take(externalId, report)
  const places = [record.place, ...spooled.map(({ place }) => place)]
  const state = named(record, 'state', names.states)
  if (state === 'removed') {
    report.leaveOut(places, 'a ticket that was removed')
    return null
  }
  const party = requesterOf(record, book, record.id('customer_id'), { name: textOr(record, 'customer') })
  const times = caseTimes(record, 'created_at', ['updated_at'])
  const organization = book.party(`organization:${record.id('organization_id') ?? ''}`)
  const number = record.text('number', 36)?.trim() ?? ''
  const facts = {
    externalId,
    number: `ZM-${number === '' ? externalId : number}`,
    subject: record.text('title', 500),
    status: known(record, 'state', state, caseWords.zammad.statuses, 'open'),
    priority: known(
      record,
      'priority',
      named(record, 'priority', names.priorities),
      caseWords.zammad.priorities,
      'normal',
    ),
    queueId: queueIdOf(record, book, record.id('group_id'), textOr(record, 'group')),
    locale: null,
    party,
    others: organization === null ? [] : [organization],
    assignee: ownerOf(record, book),
    tags: record.words('tags'),
    ...times,
    satisfaction: null,
    messages: zammadThread(record, spooled, { externalId, party, createdAt: times.createdAt }, book),
    fields: { ...keptFields(record, ['note', 'type', 'pending_time', 'time_unit']), ...ownFields(record) },
  }
  return caseItem(book, facts, places)
}

/** The name of what stands in `NAME_id`, or in `NAME` where names were asked for; in lower case. */
function named(record: SourceRecord, name: string, names: ReadonlyMap<string, string>): string {
  const id = record.id(`${name}_id`)
  return (names.get(id ?? '') ?? textOr(record, name) ?? id ?? '').trim().toLowerCase()
}

const textOr = (record: SourceRecord, name: string): string | null =>
  typeof record.raw(name) === 'string' ? record.text(name, 300) : null

function known<T>(record: SourceRecord, name: string, word: string, words: ReadonlyMap<string, T>, fallback: T): T {
  const found = words.get(word)
  if (found === undefined && word !== '') record.coerced(`tickets.${name} is not known: taken as ${String(fallback)}`)
  return found ?? fallback
}

/** The owner with the id 1 is nobody. */
function ownerOf(record: SourceRecord, book: DeskBook): KnownAgent | null {
  const externalId = record.id('owner_id')
  const agent = book.agent(externalId)
  if (externalId !== null && externalId !== '1' && agent === null)
    record.coerced('tickets.owner_id is no agent of the export: left unassigned')
  record.ignore('owner')
  return agent
}

// What every ticket has and other systems count anew.
const counted =
  /^(?:first_response|close|update|last_|create_article|article_|escalation|updated_by|created_by|preferences|organization|ticket_time|checklist|referencing|mention|last_owner|group|priority|state|owner|customer|id$|number$|title$|tags$|created_at$|updated_at$|note$|type$|pending_time$|time_unit$)/

/** Fields that an administrator added to tickets stand beside Zammad's own. */
function ownFields(record: SourceRecord): { [name: string]: Json } {
  return keptFields(
    record,
    Object.keys(record.value).filter((name) => !counted.test(name)),
  )
}

function ignoreKeeping(record: SourceRecord, ...names: readonly string[]): void {
  record.ignore('updated_at', 'updated_by', 'updated_by_id', 'created_by', 'created_by_id', ...names)
}
