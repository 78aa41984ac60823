import type { CacheMark, EntryRecord, WarmRecord } from './cache-database.ts'
import { cacheFormat, cacheName, ofCopy } from './cache-layout.ts'

/** Everything of a cache that a start reads, as of one moment. Packs come in batches, so that some are decoded while others are read. */
export interface CacheRecords {
  readonly mark: CacheMark
  readonly packs: readonly Promise<readonly WarmRecord[]>[]
  readonly entries: Promise<readonly EntryRecord[]>
}

/** What was read before it was asked for. */
export interface EarlyRecords extends CacheRecords {
  /** Whether nothing was written between the reading and the asking: only then do they count. Known after the last of them. */
  readonly isAsRead: Promise<boolean>
}

interface Begun extends CacheRecords {
  readonly database: IDBDatabase
}

/**
 * An agent's cache, read while the code that works with it is still being loaded: by the browser's own calls, because that code and Dexie
 * take longer to load than the records. It only looks: nothing is made, changed or opened here, and whatever is wrong, `take` answers null
 * and the cache is read in the usual way.
 */
export class EarlyCache {
  #begun: Promise<Begun | null>

  constructor(agentId: string) {
    this.#begun = beginReading(cacheName(agentId)).catch(() => null)
  }

  /** Resolves when the reading has begun: what is written from then on is not in it. */
  get begun(): Promise<void> {
    return this.#begun.then(() => undefined)
  }

  /** What is read, once; null where there is nothing. What it promises may be rejected, all but `isAsRead`. */
  async take(): Promise<EarlyRecords | null> {
    const taken = this.#begun
    this.#begun = nothing
    const begun = await taken
    if (begun === null) return null
    const { database, ...records } = begun
    // The browser answers this behind all packs: whoever takes them decodes meanwhile, and asks at the end.
    const isAsRead = isStillAsRead(begun)
      .catch(() => false)
      // Once all that was asked for is answered.
      .finally(() => database.close())
    return { ...records, isAsRead }
  }
}

const nothing = Promise.resolve(null)
const stores = ['marks', 'warmPacks', 'entries'] as const
/** A pack is below 64 kB. */
const packsPerBatch = 24

async function beginReading(name: string): Promise<Begun | null> {
  const database = await openExisting(name)
  if (database === null) return null
  // A newer build, or whoever deletes it, must not have to wait for us.
  database.addEventListener('versionchange', () => database.close())
  const records = stores.every((store) => database.objectStoreNames.contains(store))
    ? await readRecords(database)
    : null
  if (records === null) database.close()
  return records === null ? null : { ...records, database }
}

/** In one transaction, so that packs and journal are of one moment. */
async function readRecords(database: IDBDatabase): Promise<CacheRecords | null> {
  const transaction = database.transaction(stores)
  const [marks, warmPacks, entries] = stores.map((store) => transaction.objectStore(store))
  if (marks === undefined || warmPacks === undefined || entries === undefined) return null
  // Asked together: each answer takes a turn of a main thread that is busy compiling. Keys of a copy that was begun and left are few.
  const [mark, allKeys] = await Promise.all([
    answerOf<CacheMark | undefined>(marks.get('copy')),
    answerOf<string[]>(warmPacks.getAllKeys()),
  ])
  if (mark?.format !== cacheFormat) return null
  // First: whether all of this still holds is known by the journal, while the packs are on their way.
  const journal = answerOf<EntryRecord[]>(entries.getAll())
  const first = ofCopy(mark.gen)
  const keys = allKeys.filter((key) => key.startsWith(first))
  const packs: Promise<readonly WarmRecord[]>[] = []
  for (let from = 0; from < keys.length; from += packsPerBatch) {
    const to = Math.min(from + packsPerBatch, keys.length) - 1
    packs.push(answerOf<WarmRecord[]>(warmPacks.getAll(IDBKeyRange.bound(keys[from], keys[to]))))
  }
  return { mark, packs, entries: journal }
}

/** Whether nothing was written since: packs are written anew only together with the mark, and every other write adds to the journal. */
async function isStillAsRead({ database, mark, entries }: Begun): Promise<boolean> {
  const transaction = database.transaction(['marks', 'entries'])
  const now = answerOf<CacheMark | undefined>(transaction.objectStore('marks').get('copy'))
  const numbers = answerOf<number[]>(transaction.objectStore('entries').getAllKeys())
  const isSameMark = JSON.stringify(await now) === JSON.stringify(mark)
  return isSameMark && (await numbers).join() === (await entries).map(({ n }) => n).join()
}

/** Null where there is no such database: none is made. */
function openExisting(name: string): Promise<IDBDatabase | null> {
  const request = indexedDB.open(name)
  return new Promise((resolve) => {
    request.addEventListener('upgradeneeded', () => request.transaction?.abort())
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => resolve(null))
  })
}

/** The answer to one request. Rejects with its error, also where nobody waits for it any more. */
function answerOf<T>(request: IDBRequest): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result as T))
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
  })
  answer.catch(() => undefined)
  return answer
}
