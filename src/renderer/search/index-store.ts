import { type Seal, SealBroken } from '#renderer/sync/seal.ts'
import { ended, resultOf } from './database-request.ts'
import type { IndexContent } from './sop-index.ts'

/** How the index is made and written. Raised when terms are cut, texts are read or bytes are laid out in another way. */
const format = 3

/** Words of some scripts are cut by the browser's own dictionary, which comes with it: another browser needs another index. */
const formatHere = (): string => `${format} ${navigator.userAgent}`

/** Bytes to a chunk before it is sealed: none is a visible pause for whoever else uses the browser's database. */
const chunkBytes = 1 << 21

const storeName = 'chunks'

/** What is kept: a head that tells nothing of anybody, at key 0, and sealed chunks from key 1 on. */
interface Head {
  readonly format: string
  /** Binds the chunks of one save together. */
  readonly stamp: string
  readonly count: number
}

/** The database of one agent's search index. */
export const indexDatabaseName = (agentId: string): string => `tierdesk-search-${agentId}`

const placeOf = ({ stamp, count }: Head, k: number): string => `search/sops/${stamp}/${count}/${k}`

/**
 * Where the search index is kept between two starts, sealed. It may be lost at any time and costs reading the SOPs once more, so what goes
 * wrong here is nobody's trouble: no call rejects, and at worst the next start builds the index.
 */
export class IndexStore {
  readonly #database: IDBDatabase
  readonly #seal: Seal
  #isClosed = false
  /** Grows when what is kept is dropped: what was being written until then must not come after. */
  #dropped = 0

  private constructor(database: IDBDatabase, seal: Seal) {
    this.#database = database
    this.#seal = seal
    const close = (): void => {
      this.#isClosed = true
      database.close()
    }
    // A wipe deletes the database, and waits until nobody holds it.
    database.addEventListener('versionchange', close)
    database.addEventListener('close', close)
  }

  /** Null where the browser gives no database. */
  static async open(agentId: string, seal: Seal): Promise<IndexStore | null> {
    try {
      const request = indexedDB.open(indexDatabaseName(agentId), 1)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName))
      return new IndexStore(await resultOf(request), seal)
    } catch {
      // Without a place to keep it the index is built at each start.
      return null
    }
  }

  /** What was kept; null where nothing was, or it is of another format, or does not open. Such is let go of. */
  async load(): Promise<IndexContent | null> {
    try {
      const content = await this.#read()
      if (content === null) await this.drop()
      return content
    } catch {
      return null
    }
  }

  /** Keeps this in place of what was kept, all or nothing; unless that is dropped meanwhile. */
  async save(content: IndexContent): Promise<void> {
    if (this.#isClosed) return
    const dropped = this.#dropped
    const bytes = new TextEncoder().encode(JSON.stringify(content))
    const count = Math.ceil(bytes.length / chunkBytes)
    const head: Head = { format: formatHere(), stamp: crypto.randomUUID(), count }
    const chunks: Uint8Array<ArrayBuffer>[] = []
    for (let k = 1; k <= count; k++) {
      const chunk = bytes.subarray((k - 1) * chunkBytes, k * chunkBytes)
      chunks.push(await this.#seal.seal(placeOf(head, k), chunk))
    }
    await this.#write((chunkStore) => {
      if (this.#dropped !== dropped) return
      chunkStore.clear()
      chunkStore.put(head, 0)
      for (const [at, chunk] of chunks.entries()) chunkStore.put(chunk, at + 1)
    })
  }

  /** Deletes what is kept. */
  async drop(): Promise<void> {
    this.#dropped += 1
    await this.#write((chunkStore) => chunkStore.clear())
  }

  async #read(): Promise<IndexContent | null> {
    const chunkStore = this.#database.transaction(storeName, 'readonly').objectStore(storeName)
    const [head, ...chunks] = (await resultOf(chunkStore.getAll())) as [Head?, ...Uint8Array<ArrayBuffer>[]]
    if (head?.format !== formatHere() || head.count !== chunks.length) return null
    try {
      const opened = await Promise.all(chunks.map((chunk, at) => this.#seal.open(placeOf(head, at + 1), chunk)))
      // It opened, so it is what this build wrote.
      return JSON.parse(await new Blob(opened).text()) as IndexContent
    } catch (error) {
      if (error instanceof SealBroken || error instanceof SyntaxError || error instanceof TypeError) return null
      throw error
    }
  }

  async #write(change: (chunkStore: IDBObjectStore) => void): Promise<void> {
    if (this.#isClosed) return
    try {
      // Relaxed: a save that a power cut takes away is made again.
      const transaction = this.#database.transaction(storeName, 'readwrite', { durability: 'relaxed' })
      change(transaction.objectStore(storeName))
      await ended(transaction)
    } catch {
      // No room, or the database went away: what was kept stays as it was, and the next change tries again.
    }
  }
}
