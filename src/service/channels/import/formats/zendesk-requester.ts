import { unknownMarket } from '../markets.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, importRow } from './format.ts'
import { type ZendeskBook, system, zendeskId } from './zendesk-book.ts'

/** Whom a ticket is for. */
export interface Requester {
  readonly externalId: string | null
  readonly partyId: string
  readonly name: string
  readonly locale: string | null
}

/** The requester of a ticket; someone unknown, in the report, where the export does not hold them. */
export function requesterOf(ticket: SourceRecord, book: ZendeskBook): Requester {
  const externalId = ticket.id('requester_id')
  const user = book.users.get(externalId ?? '')
  if (user !== undefined) {
    if (user.isAgent) book.askingAgents.add(user.externalId)
    const { partyId, name, locale } = user
    return { externalId, partyId, name, locale }
  }
  ticket.coerced(
    externalId === null
      ? 'a ticket without a requester: taken as from an unknown person'
      : 'a ticket of a requester who is not in the export: taken as from an unknown person',
  )
  book.unknownRequesters.add(externalId ?? '')
  return { externalId, partyId: unknownId(externalId ?? ''), name: unknownName(externalId ?? ''), locale: null }
}

// An id of its own, so that the real user, once they are imported, is not written over.
const unknownId = (externalId: string): string => zendeskId('parties', 'unknown', externalId)
const unknownName = (externalId: string): string => (externalId === '' ? 'Unknown' : `Unknown (${externalId})`)

/** Someone whom tickets name as their requester and no line describes. */
export const unknownRequesterItem = (externalId: string): ImportItem => ({
  rows: [
    importRow('parties', {
      id: unknownId(externalId),
      kind: 'customer',
      name: unknownName(externalId),
      email: null,
      phone: null,
      locale: null,
      market: unknownMarket,
      tags: [],
      createdAt: null,
      fields: {},
      source: { system, externalId: `unknown:${externalId}` },
    }),
  ],
  places: [],
})
