import type Dexie from 'dexie'

/** One thing to do to a table. `key` is left out where the value has it. */
export type WriteRequest = { readonly put: unknown; readonly key?: IDBValidKey } | { readonly drop: IDBValidKey }

/** What one transaction does to one table, in this order. */
export interface TableWrites {
  readonly table: string
  readonly requests: readonly WriteRequest[]
  /** `strict`: it survives a power cut once it is done. */
  readonly durability: 'strict' | 'relaxed'
}

/**
 * Writes all or nothing, in one round trip to the browser's database: a transaction of Dexie's hears what became of each request before it
 * asks for the next, and commits after that. Rejects with what the browser says.
 */
export async function commitAtOnce(database: Dexie, { table, requests, durability }: TableWrites): Promise<void> {
  // Dexie opens the database, where it may.
  if (!database.isOpen()) await database.transaction('r', [table], () => undefined)
  const transaction = database.backendDB().transaction([table], 'readwrite', { durability })
  const done = ended(transaction)
  try {
    const store = transaction.objectStore(table)
    for (const request of requests) {
      if ('drop' in request) store.delete(request.drop)
      else store.put(request.put, request.key)
    }
    transaction.commit()
  } catch (error) {
    // What was asked for so far must not be written alone.
    done.catch(() => undefined)
    transaction.abort()
    throw error
  }
  await done
}

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((done, failed) => {
    transaction.addEventListener('complete', () => done())
    transaction.addEventListener('abort', () => {
      failed(transaction.error ?? new DOMException('The browser broke the transaction off.', 'AbortError'))
    })
  })
