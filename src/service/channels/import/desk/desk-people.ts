import { maskEmail } from '#shared/domain/mask.ts'
import { unknownMarket } from '../markets.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, type ImportRow, importRow } from '../formats/format.ts'
import type { DeskBook, KnownParty, PartyFacts } from './desk-book.ts'

const longestName = 200

/** The name of someone or something, reported and made from the id where there is none. */
export function nameOf(record: SourceRecord, written: string | null, kind: string, externalId: string): string {
  const name = written?.trim() ?? ''
  if (name !== '') return shownName(record, name)
  record.coerced(`${record.noun}: without a name: named by the id`)
  return `${kind} ${externalId}`
}

/** Notes someone who works there, where only macros are read: whom they are for, and whom they give cases to. `key`: the id there. */
export function noteColleague(
  record: SourceRecord,
  book: DeskBook,
  key: string | null,
  said: { readonly name: string; readonly locale: string | null; readonly isActive: boolean },
): void {
  if (key === null) return record.leaveOut('somebody without an id')
  const name = nameOf(record, said.name, 'User', key)
  const { locale, isActive } = said
  book.noteAgent({ externalId: key, name, role: 'tier-1', locale, isActive, externalQueueIds: [] }, record.place)
  record.reportRest()
}

/** A name as everybody may read it: people without one go by their address in many systems, which is theirs alone. */
function shownName(record: SourceRecord, name: string): string {
  if (/[^ @]+@[^ @]+[.][^ @]+/.test(name)) {
    record.coerced(`${record.noun}: an address in the place of a name: masked`)
    return maskEmail(name)
  }
  return name.slice(0, longestName).toWellFormed()
}

const partyRow = (book: DeskBook, facts: PartyFacts, id: string): ImportRow =>
  importRow('parties', {
    id,
    kind: facts.kind,
    name: facts.name,
    email: facts.email,
    phone: facts.phone,
    locale: facts.locale,
    market: facts.market,
    tags: [...facts.tags],
    createdAt: facts.createdAt,
    fields: { ...facts.fields },
    source: book.source(facts.externalId, facts.reference),
  })

/** Someone who is answered, noted for the cases that name them. */
export function partyItem(record: SourceRecord, book: DeskBook, facts: PartyFacts): ImportItem {
  const id = book.id('parties', facts.externalId)
  book.noteParty(facts, id)
  record.reportRest()
  return { rows: [partyRow(book, facts, id)], places: [record.place] }
}

/** What a case itself tells of the one it is for. */
export interface Mention {
  readonly name: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly locale?: string | null
}

/** Whom a case is for: a party that was read, an agent who asks for something, someone the case itself tells of, or somebody unknown. */
export function requesterOf(
  record: SourceRecord,
  book: DeskBook,
  externalId: string | null,
  mention: Mention = { name: null },
): KnownParty {
  const known = book.party(externalId)
  if (known !== null) return known
  const agent = book.agent(externalId)
  const told = mention.name?.trim() ?? ''
  const name = agent?.name ?? (told === '' ? '' : shownName(record, told))
  if (externalId !== null && name !== '')
    return mentioned(book, externalId, book.id('parties', externalId), { ...mention, name })
  record.coerced(
    externalId === null
      ? `${record.noun}: for nobody: taken as from an unknown person`
      : `${record.noun}: for someone who is not in the export: taken as from an unknown person`,
  )
  // An id of its own, so that the real person, once they are imported, is not written over.
  const key = externalId ?? (name === '' ? '' : `named ${name}`)
  return mentioned(book, `unknown:${key}`, book.id('parties', 'unknown', key), {
    ...mention,
    name: name !== '' ? name : externalId === null ? 'Unknown' : `Unknown (${externalId})`,
  })
}

function mentioned(book: DeskBook, externalId: string, id: string, mention: Mention & { name: string }): KnownParty {
  const facts: PartyFacts = {
    externalId,
    kind: 'customer',
    name: mention.name,
    email: mention.email ?? null,
    phone: mention.phone ?? null,
    locale: mention.locale ?? null,
    market: unknownMarket,
    tags: [],
    createdAt: null,
    fields: {},
  }
  const first = book.mentioned.get(externalId) ?? { id, facts }
  book.mentioned.set(externalId, first)
  return { id: first.id, kind: 'customer', name: first.facts.name, locale: first.facts.locale, market: unknownMarket }
}

/** Those whom only cases tell of. They have no line of their own. */
export function* mentionedItems(book: DeskBook): Generator<ImportItem> {
  for (const { id, facts } of book.mentioned.values()) yield { rows: [partyRow(book, facts, id)], places: [] }
}

/**
 * The agents, last, for only now is it known in which queues they worked. Each signs in only once somebody gives them an account.
 */
export function* agentItems(book: DeskBook): Generator<ImportItem> {
  for (const { facts, place, queueIds } of book.agents()) {
    const row = importRow('agents', {
      id: book.id('agents', facts.externalId),
      name: facts.name.slice(0, 120).toWellFormed(),
      role: facts.role,
      siteId: null,
      teamIds: [],
      queueIds: [...queueIds].sort(),
      markets: ['*'],
      locale: facts.locale ?? 'en-US',
      sees: 'queues',
      active: facts.isActive,
      source: book.source(facts.externalId),
    })
    yield { rows: [row], places: [place] }
  }
}
