import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, importRow } from '../formats/format.ts'
import type { DeskBook, KnownQueue } from './desk-book.ts'
import { nameOf } from './desk-people.ts'

const longestName = 120

const queueItemOf = (book: DeskBook, queue: KnownQueue, externalId: string, position: number): ImportItem['rows'] => [
  importRow('queues', {
    id: queue.id,
    name: queue.name.slice(0, longestName).toWellFormed(),
    kind: 'cases',
    teamIds: [],
    siteIds: [],
    position,
    source: book.source(externalId),
  }),
]

/** A group, team or inbox becomes a queue of cases. `key` is its id there, in words that tell apart what may share an id. */
export function queueItem(
  record: SourceRecord,
  book: DeskBook,
  { key, name, kind }: { key: string; name: string | null; kind: string },
): ImportItem {
  const queue = { id: book.id('queues', key), name: nameOf(record, name, kind, key) }
  // After the queues that the workspace has already.
  const rows = queueItemOf(book, queue, key, 100 + book.queueCount)
  book.noteQueue(key, queue)
  record.reportRest()
  return { rows, places: [record.place] }
}

/** The queue of a case; one of its own, in the report, where no line describes it. `title` is what the case itself calls it. */
export function queueIdOf(record: SourceRecord, book: DeskBook, key: string | null, title: string | null): string {
  const known = book.queue(key)
  if (known !== null) return known.id
  record.coerced(
    `${record.noun}: of ${key === null ? 'no queue' : 'a queue that is not in the export'}: put into a queue of its own`,
  )
  const written = title?.trim() ?? ''
  const name = written !== '' ? written : key === null ? 'Without a queue' : `Queue ${key}`
  // An id of its own, so that the real queue, once it is imported, is not written over.
  const queue = book.unknownQueues.get(key ?? '') ?? { id: book.id('queues', 'unknown', key ?? ''), name }
  book.unknownQueues.set(key ?? '', queue)
  return queue.id
}

/** The queues that no line describes. */
export function* unknownQueueItems(book: DeskBook): Generator<ImportItem> {
  for (const [key, queue] of book.unknownQueues)
    yield { rows: queueItemOf(book, queue, `unknown:${key}`, 800), places: [] }
}
