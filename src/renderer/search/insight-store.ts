import { type Insight, readInsight } from '#shared/insight/insight-file.ts'
import { type Seal, SealBroken } from '#renderer/sync/seal.ts'
import { ended, resultOf } from './database-request.ts'

const storeName = 'file'
const place = 'search/insight'

/** The database of what one agent was told of the workspace's history. */
export const insightDatabaseName = (agentId: string): string => `tierdesk-insight-${agentId}`

/**
 * Where what was learnt is kept between two starts, sealed, so that suggestions work without a network. It may be lost at any time and is
 * then asked for again: no call rejects.
 */
export class InsightStore {
  readonly #database: IDBDatabase
  readonly #seal: Seal
  #writing: Promise<void> = Promise.resolve()

  private constructor(database: IDBDatabase, seal: Seal) {
    this.#database = database
    this.#seal = seal
    // A wipe deletes the database, and waits until nobody holds it.
    database.addEventListener('versionchange', () => database.close())
  }

  /** Null where the browser gives no database. */
  static async open(agentId: string, seal: Seal): Promise<InsightStore | null> {
    try {
      const request = indexedDB.open(insightDatabaseName(agentId), 1)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName))
      return new InsightStore(await resultOf(request), seal)
    } catch {
      // Without a place to keep it, it is asked for at each start.
      return null
    }
  }

  /** What was kept; null where nothing was, or it does not open or is of another form. */
  async load(): Promise<Insight | null> {
    try {
      const kept: unknown = await resultOf(this.#store('readonly').get(0))
      return kept instanceof Uint8Array ? readInsight(await this.#seal.open(place, new Uint8Array(kept))) : null
    } catch (error) {
      if (!(error instanceof SealBroken) && !(error instanceof DOMException)) throw error
      return null
    }
  }

  /** Keeps the bytes of an insight in place of what was kept; null: keeps nothing. One after the other: the last asked for stays. */
  save(bytes: Uint8Array<ArrayBuffer> | null): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(bytes))
    return this.#writing
  }

  async #write(bytes: Uint8Array<ArrayBuffer> | null): Promise<void> {
    try {
      const sealed = bytes === null ? null : await this.#seal.seal(place, bytes)
      const store = this.#store('readwrite')
      if (sealed === null) store.clear()
      else store.put(sealed, 0)
      await ended(store.transaction)
    } catch {
      // No room, or the database went away: what is kept is asked for again, or let go of, at the next start.
    }
  }

  #store(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(storeName, mode, { durability: 'relaxed' }).objectStore(storeName)
  }
}
