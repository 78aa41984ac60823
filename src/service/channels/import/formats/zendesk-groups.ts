import { type ImportItem, importRow } from './format.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ZendeskBook, system, zendeskId, zendeskSource } from './zendesk-book.ts'

const longestName = 120

/** A group becomes a queue of cases. */
export function groupItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a group without an id')
  const name = record.text('name', longestName) ?? ''
  if (name === '') record.coerced('a group without a name: named by its id')
  const id = zendeskId('queues', externalId)
  const queue = {
    id,
    name: name === '' ? `Group ${externalId}` : name,
    kind: 'cases' as const,
    teamIds: [],
    siteIds: [],
    // After the queues that the workspace has already.
    position: 100 + book.queues.size,
    source: zendeskSource(record, externalId),
  }
  book.queues.set(externalId, { id, name: queue.name })
  return { rows: [importRow('queues', queue)], places: [record.place] }
}

/** The queue of a ticket's group; one of its own, in the report, where the export does not hold the group. */
export function queueIdOf(ticket: SourceRecord, groupId: string | null, book: ZendeskBook): string {
  const key = groupId ?? ''
  const known = book.queues.get(key)
  if (known === undefined || book.unknownGroups.has(key)) {
    ticket.coerced(
      `a ticket of ${groupId === null ? 'no group' : 'a group that is not in the export'}: put into a queue of its own`,
    )
  }
  if (known !== undefined) return known.id
  book.unknownGroups.add(key)
  // An id of its own, so that the real group, once it is imported, is not written over.
  const queue = {
    id: zendeskId('queues', 'unknown', key),
    name: groupId === null ? 'Without a group' : `Group ${groupId}`,
  }
  book.queues.set(key, queue)
  return queue.id
}

/** The queue for tickets of a group that no line describes. */
export function unknownGroupItem(key: string, book: ZendeskBook): ImportItem {
  const { id, name } = book.queues.get(key) ?? { id: zendeskId('queues', 'unknown', key), name: 'Without a group' }
  const source = { system, externalId: `unknown:${key}` }
  const queue = { id, name, kind: 'cases' as const, teamIds: [], siteIds: [], position: 800, source }
  return { rows: [importRow('queues', queue)], places: [] }
}

/** The queue of Tier 2 that escalations outside went to, by the name they give it. It has no line of its own. */
export function escalationQueueItem(to: string, book: ZendeskBook): ImportItem {
  const id = zendeskId('queues', 'escalations', to)
  book.escalationQueues.set(to, id)
  const queue = {
    id,
    name: to.slice(0, longestName),
    kind: 'escalations' as const,
    teamIds: [],
    siteIds: [],
    position: 900 + book.escalationQueues.size,
    source: { system, externalId: `escalations:${to}`.slice(0, 200) },
  }
  return { rows: [importRow('queues', queue)], places: [] }
}

/** A record that cannot be taken, with its reason in the report. */
export function skipped(record: SourceRecord, why: string): null {
  record.leaveOut(why)
  return null
}
