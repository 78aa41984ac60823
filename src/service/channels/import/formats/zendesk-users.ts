import { marketOfLocale } from '../markets.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, type ImportRow, importRow } from './format.ts'
import { fieldsOf } from '../kept-fields.ts'
import { marketOfAddress } from './zendesk-fields.ts'
import { type KnownUser, type ZendeskBook, zendeskId, zendeskSource } from './zendesk-book.ts'
import { skipped } from './zendesk-groups.ts'

const nameless = (kind: string, externalId: string): string => `${kind} ${externalId}`

/** Notes a user for what comes later. Agents get their row last, when it is known where they worked. */
export function knownUser(record: SourceRecord, book: ZendeskBook): KnownUser | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a user without an id')
  const role = record.text('role', 40) ?? 'end-user'
  const isAgent = role === 'agent' || role === 'admin'
  if (role === 'admin') record.coerced('users.role admin: taken as a Tier 1 agent')
  const name = record.text('name', 200)?.trim() ?? ''
  if (name === '') record.coerced('users.name is empty: named by the id')
  const user: KnownUser = {
    externalId,
    name: name === '' ? nameless('User', externalId) : name,
    isAgent,
    partyId: zendeskId('parties', externalId),
    agentId: zendeskId('agents', externalId),
    locale: record.locale('locale'),
  }
  book.users.set(externalId, user)
  if (isAgent) book.agents.set(externalId, record)
  const group = record.id('default_group_id')
  if (isAgent && group !== null) book.worked(externalId, group)
  return user
}

/** The user as someone who is answered. */
function partyRow(user: KnownUser, record: SourceRecord): ImportRow {
  return importRow('parties', {
    id: user.partyId,
    kind: 'customer',
    name: user.name,
    email: record.text('email', 320),
    phone: record.text('phone', 60),
    locale: user.locale,
    market: marketOfLocale(user.locale),
    tags: record.words('tags'),
    createdAt: record.instant('created_at'),
    fields: fieldsOf(record, 'user_fields'),
    source: zendeskSource(record, user.externalId),
  })
}

export const userItem = (user: KnownUser, record: SourceRecord): ImportItem => {
  const row = partyRow(user, record)
  record.reportRest()
  return { rows: [row], places: [record.place] }
}

/** An agent who signs in only once somebody gives them an account; they see the queues of the groups they worked in. */
export function agentItem(user: KnownUser, record: SourceRecord, book: ZendeskBook): ImportItem {
  const groups = [...(book.groupsOf.get(user.externalId) ?? [])]
  const name = user.name.slice(0, 120).toWellFormed()
  if (name !== user.name) record.coerced('users.name was longer than 120 characters: cut')
  const row = importRow('agents', {
    id: user.agentId,
    name,
    role: 'tier-1',
    siteId: null,
    teamIds: [],
    queueIds: groups.flatMap((group) => book.queues.get(group)?.id ?? []).sort(),
    markets: ['*'],
    locale: user.locale ?? 'en-US',
    sees: 'queues',
    active: record.flag('active') ?? true,
    source: zendeskSource(record, user.externalId),
  })
  // An agent may ask for something, too: only then are they someone who is answered.
  const party = book.askingAgents.has(user.externalId) ? [partyRow(user, record)] : []
  record.reportRest()
  return { rows: [row, ...party], places: [record.place] }
}

/** An organisation is a seller. */
export function organizationItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'an organisation without an id')
  const id = zendeskId('parties', 'organization', externalId)
  const fields = record.record('organization_fields')
  const name = record.text('name', 200)?.trim() ?? ''
  if (name === '') record.coerced('organizations.name is empty: named by the id')
  const row = importRow('parties', {
    id,
    kind: 'seller',
    name: name === '' ? nameless('Organisation', externalId) : name,
    email: null,
    phone: fields?.text('phone', 60) ?? null,
    locale: null,
    market: marketOfAddress(fields, 'country'),
    tags: record.words('tags'),
    createdAt: record.instant('created_at'),
    fields: fieldsOf(record, 'organization_fields'),
    source: zendeskSource(record, externalId),
  })
  book.sellers.set(externalId, id)
  record.reportRest()
  return { rows: [row], places: [record.place] }
}
