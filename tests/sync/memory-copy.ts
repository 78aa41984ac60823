import { type Scope, maySee } from '#shared/audience.ts'
import { type TableName, parentIdOf } from '#shared/tables.ts'
import type { CopyBounds, CopyRow, CopySource } from '#service/sync/copy-page.ts'
import type { RowsPlace } from '#service/sync/rows-place.ts'
import type { StoredRow } from '#service/sync/ledger.ts'
import type { MemoryStore } from './memory-ledger.ts'

/** Small, so that a few cases make several pages, packs and readings of one thread. */
export const smallBounds: CopyBounds = { pageBytes: 3000, packRows: 3, coldRows: 3 }

const noParent = '00000000-0000-0000-0000-000000000000'

/** Where a whole copy is read from in the simulation. `pause` lets commits fall between two reads. */
export class MemoryCopy implements CopySource {
  readonly #store: MemoryStore
  readonly #pause: () => Promise<void>

  constructor(store: MemoryStore, pause: () => Promise<void>) {
    this.#store = store
    this.#pause = pause
  }

  async epochAndHead(): Promise<{ epoch: string; head: number }> {
    await this.#pause()
    return { epoch: this.#store.epoch, head: this.#store.head }
  }

  async count(held: readonly Scope[], table: TableName | null): Promise<number> {
    await this.#pause()
    return this.#seen(held, table).length
  }

  async rowsAfter(
    held: readonly Scope[],
    place: RowsPlace,
    { rows }: { readonly rows: number },
  ): Promise<{ rows: CopyRow[]; isLast: boolean }> {
    await this.#pause()
    const left = this.#seen(held, place.table)
      .map((stored) => ({ stored, parent: parentIdOf(stored.table, stored.row) ?? noParent }))
      .filter(({ stored: { id }, parent }) => parent > place.parent || (parent === place.parent && id > place.id))
      .sort((a, b) => (a.parent + a.stored.id < b.parent + b.stored.id ? -1 : 1))
    return { rows: left.slice(0, rows).map(asCopied), isLast: left.length <= rows }
  }

  #seen(held: readonly Scope[], table: TableName | null): StoredRow[] {
    const set = new Set(held)
    const all = [...this.#store.rows.values()]
    return all.filter((stored) => (table === null || stored.table === table) && maySee(set, stored.audience))
  }
}

// Rows are never changed in place, so the text of each is made once.
const texts = new WeakMap<object, string>()

function asCopied({ stored: { id, version, row }, parent }: { stored: StoredRow; parent: string }): CopyRow {
  const json = texts.get(row) ?? JSON.stringify(row)
  texts.set(row, json)
  return { id, parent, version, json, bytes: json.length }
}
