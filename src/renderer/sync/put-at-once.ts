import type Dexie from 'dexie'

/** A value for a table, under a key beside it. */
export interface KeyedValue {
  readonly key: string
  readonly value: object
}

/**
 * Puts values into a table, all or none, in one round trip to the browser's database. Dexie hears what became of the last of them before it
 * commits, and keeps account of each key for live queries, of which there are none here. Rejects with what the browser says.
 */
export async function putAtOnce(database: Dexie, table: string, values: readonly KeyedValue[]): Promise<void> {
  // Dexie opens the database, where it may.
  if (!database.isOpen()) await database.transaction('r', [table], () => undefined)
  const transaction = database.backendDB().transaction(table, 'readwrite', { durability: 'relaxed' })
  const ended = endOf(transaction)
  try {
    const store = transaction.objectStore(table)
    for (const { key, value } of values) store.put(value, key)
    transaction.commit()
  } catch (error) {
    // What was put so far must not be kept alone.
    ended.catch(() => undefined)
    transaction.abort()
    throw error
  }
  await ended
}

const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((done, failed) => {
    transaction.addEventListener('complete', () => done())
    transaction.addEventListener('abort', () => {
      failed(transaction.error ?? new DOMException('The browser broke the transaction off.', 'AbortError'))
    })
  })
