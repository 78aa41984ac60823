import { CacheDatabase } from '#renderer/sync/cache-database.ts'
import type { StorageRoom } from '#renderer/sync/cold-eviction.ts'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { DexieCache } from '#renderer/sync/dexie-cache.ts'
import { EarlyCache } from '#renderer/sync/early-cache.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import type { AnyRow } from '#shared/tables.ts'
import { packsOf } from '#tests/renderer/sync/packs-of.ts'

export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const caseRow = (n: number, subject: string): AnyRow => ({ id: id(n), subject, partyIds: [], orderIds: [] })
export const message = (n: number, of: number, text: string): AnyRow => ({ id: id(100_000 + n), caseId: id(of), text })
export const put = (t: string, v: number, row: AnyRow): RowChange => ({ t, id: row.id, v, row })
export const gone = (t: string, v: number, n: number): RowChange => ({ t, id: id(n), v, gone: true })
export const atOnce = (): Promise<void> => Promise.resolve()

export interface Opened {
  readonly cursor: string | null
  readonly settled: number
  readonly damaged: number
}

/** A cache on disk with the memory that belongs to it, as a window has them. */
export class CachedDesk {
  readonly agentId = crypto.randomUUID()
  readonly carried = new Set<string>()
  readonly open = new Set<string>()
  /** What IT lets lie here, in bytes of threads. */
  mostBytes = Infinity
  /** What the cache said is missing, and how many records it said were damaged. */
  readonly missing: string[] = []
  damaged = 0
  room: StorageRoom = { estimate: () => Promise.resolve({ usage: 0, quota: 1 }) }
  truth = new ConfirmedRows()
  readonly #seal: DeviceSeal
  cache: DexieCache

  private constructor(seal: DeviceSeal) {
    this.#seal = seal
    this.cache = this.#open()
  }

  static async open(): Promise<CachedDesk> {
    const bytes = crypto.getRandomValues(new Uint8Array(32))
    return new CachedDesk(new DeviceSeal(await sealKey(bytes)))
  }

  async restart(early?: EarlyCache): Promise<Opened> {
    this.cache.close()
    this.cache = this.#open(early)
    this.truth = new ConfirmedRows()
    const { warm, cursor, settled, damaged } = await this.cache.load()
    for (const [table, read] of warm) this.truth.load(table, read)
    return { cursor, settled: settled.length, damaged }
  }

  /** What another start finds on this disk, while this one goes on. */
  async reopened(): Promise<Opened> {
    const other = this.#open()
    const { cursor, settled, damaged } = await other.load()
    other.close()
    return { cursor, settled: settled.length, damaged }
  }

  async append(cursor: string, changes: RowChange[]): Promise<void> {
    const before = changes.map((change) => {
      const held = this.truth.before(change)
      this.truth.apply(change)
      return held
    })
    await this.cache.append({ cursor, changes, before, settled: [], dropped: [] })
  }

  async snapshot(cursor: string, pages: RowChange[][], rowsPerPack = 500): Promise<void> {
    const writer = await this.cache.beginSnapshot()
    for (const page of pages) {
      for (const change of page) this.truth.apply(change, true)
      await writer.write(packsOf(page, rowsPerPack))
    }
    await writer.finish(cursor)
  }

  subject(n: number): unknown {
    return this.truth.get('cases', id(n))?.subject
  }

  async texts(n: number): Promise<unknown[]> {
    const rows = await this.cache.coldRows('messages', id(n))
    return rows.map((row) => String(row['text'])).sort()
  }

  /** Everything on this disk as text. */
  async onDisk(): Promise<string> {
    const { database } = this.cache
    const decoder = new TextDecoder()
    const records = (await Promise.all(database.tables.map((table) => table.toArray()))).flat() as unknown[]
    return JSON.stringify(records, (_key, value: unknown) =>
      value instanceof Uint8Array ? decoder.decode(value) : value,
    )
  }

  #open(early = new EarlyCache(this.agentId)): DexieCache {
    const cache = new DexieCache(new CacheDatabase(this.agentId), {
      seal: this.#seal,
      // As a window does: read before the cache is opened.
      early,
      carried: { has: (key) => this.carried.has(key), isOpen: (key) => this.open.has(key) },
      room: { estimate: () => this.room.estimate() },
      mostBytes: () => this.mostBytes,
    })
    cache.watch({
      missing: (table, parentId) => void this.missing.push(`${table}/${parentId}`),
      damaged: (records) => (this.damaged += records),
    })
    return cache
  }
}
