import { type Scope, maySee } from '#shared/audience.ts'
import { rowHash } from '#shared/sync/digest.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { childTables, parentIdOf, tableNames, tables } from '#shared/tables.ts'
import { keyOf } from '#service/sync/batch-rows.ts'
import type { FeedEntry, FeedSource, SnapshotSource } from '#service/sync/change-feed.ts'
import type { DigestSource } from '#service/sync/digests.ts'
import type { RowWrite, StoredRow } from '#service/sync/ledger.ts'
import type { MemoryStore } from './memory-ledger.ts'

/** Rows of one page: small, so that a few cases make several. */
const sizes = { feed: 7, snapshot: 12 } as const

export interface FeedManner {
  /** Lets commits fall between two reads, which a looser database would allow. */
  readonly pause: () => Promise<void>
  readonly pageEntries?: number
  /** Also what the service itself no longer tells: for the checker, which begins at the beginning. */
  readonly isWhole?: boolean
  /** Says that everything is still told, although it is not. */
  readonly hidesHorizon?: boolean
}

const asChange = ({ table, id, version, row }: StoredRow): RowChange => ({ t: table, id, v: version, row })

/** The feed of a store in memory. */
export class MemoryFeed implements FeedSource, SnapshotSource, DigestSource {
  readonly #store: MemoryStore
  readonly #pause: () => Promise<void>
  readonly #pageEntries: number
  /** As it was when the reading began: the service reads a page in one transaction. */
  readonly #oldest: number
  readonly #hidesHorizon: boolean

  constructor(
    store: MemoryStore,
    { pause, pageEntries = sizes.feed, isWhole = false, hidesHorizon = false }: FeedManner,
  ) {
    this.#hidesHorizon = hidesHorizon
    this.#oldest = isWhole ? 0 : store.oldest
    this.#store = store
    this.#pause = pause
    this.#pageEntries = pageEntries
  }

  async epochAndHead(): Promise<{ epoch: string; head: number; oldest: number }> {
    await this.#pause()
    return { epoch: this.#store.epoch, head: this.#store.head, oldest: this.#hidesHorizon ? 0 : this.#oldest }
  }

  async reach(_held: readonly Scope[], from: number, head: number, limit: number): Promise<number> {
    await this.#pause()
    if (this.#pageEntries === Infinity) return head
    const entries = this.#store.feed.filter(({ version }) => version > from && version <= head)
    return entries[Math.min(limit, this.#pageEntries) - 1]?.version ?? head
  }

  async entries(held: readonly Scope[], from: number, to: number): Promise<FeedEntry[]> {
    await this.#pause()
    const set = new Set(held)
    const found = new Map<string, FeedEntry>()
    for (const write of this.#store.feed) {
      if (write.version <= Math.max(from, this.#oldest) || write.version > to) continue
      const key = keyOf(write.table, write.id)
      const entry = this.#entry(write, set, found.get(key))
      if (entry === null) continue
      found.delete(key)
      found.set(key, entry)
    }
    return [...found.values()]
  }

  /** A write as someone sees it, together with what happened to the row before; null where they see nothing of it. */
  #entry(write: RowWrite, held: ReadonlySet<Scope>, before: FeedEntry | undefined): FeedEntry | null {
    const { table, id, version, audience, was, existed } = write
    const wasSeen = existed && maySee(held, was)
    const isSeen = maySee(held, audience)
    if (before === undefined && !wasSeen && !isSeen) return null
    const stored = this.#store.rows.get(keyOf(table, id))
    const now = stored ?? { row: null, audience: [], version }
    const isEntered = before?.isEntered === true || (existed && !wasSeen && isSeen)
    return { table, id, number: version, row: now.row, audience: now.audience, version: now.version, isEntered }
  }

  async children(held: readonly Scope[], parents: Parameters<FeedSource['children']>[1]): Promise<RowChange[]> {
    await this.#pause()
    const keys = new Set(parents.flatMap(({ table, id }) => childTables(table).map((child) => keyOf(child, id))))
    return this.#seen(held)
      .filter(({ table, row }) => keys.has(keyOf(table, parentIdOf(table, row) ?? '')))
      .map(asChange)
  }

  async results(clientId: string, from: number, to: number): ReturnType<FeedSource['results']> {
    await this.#pause()
    return (this.#store.results.get(clientId) ?? [])
      .filter(({ number }) => number > from && number <= to)
      .map(({ opId, outcome }) => ({ opId, outcome }))
  }

  async rowsAfter(
    held: readonly Scope[],
    place: string | null,
  ): Promise<{ changes: RowChange[]; place: string | null }> {
    await this.#pause()
    const all = this.#seen(held)
      .map((stored) => ({ stored, at: placeOf(stored) }))
      .filter(({ at }) => place === null || at > place)
      .sort((a, b) => (a.at < b.at ? -1 : 1))
    const page = all.slice(0, sizes.snapshot)
    const last = all.length > page.length ? (page.at(-1)?.at ?? null) : null
    return { changes: page.map(({ stored }) => asChange(stored)), place: last }
  }

  async count(held: readonly Scope[]): Promise<number> {
    await this.#pause()
    return this.#seen(held).length
  }

  async hasAfter(held: readonly Scope[], number: number): Promise<boolean> {
    await this.#pause()
    const set = new Set(held)
    return this.#store.feed.some((write) => write.version > number && this.#entry(write, set, undefined) !== null)
  }

  async digests(held: readonly Scope[]): Promise<{ t: string; count: number; hash: number }[]> {
    await this.#pause()
    const found = new Map<string, { t: string; count: number; hash: number }>()
    for (const { table, id, version } of this.#seen(held)) {
      const { count, hash } = found.get(table) ?? { count: 0, hash: 0 }
      found.set(table, { t: table, count: count + 1, hash: (hash ^ rowHash(id, version)) >>> 0 })
    }
    return [...found.values()]
  }

  #seen(held: readonly Scope[]): StoredRow[] {
    const set = new Set(held)
    return [...this.#store.rows.values()].filter(({ audience }) => maySee(set, audience))
  }
}

// Tables in loading order, the rows of one parent together, as the service sends them.
const placeOf = ({ table, row, id }: StoredRow): string =>
  [
    String(tableNames.indexOf(table)).padStart(2, '0'),
    tables[table].cold ? (parentIdOf(table, row) ?? '') : '',
    id,
  ].join('.')
