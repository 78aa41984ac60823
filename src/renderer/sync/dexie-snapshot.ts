import type { RowChange } from '#shared/sync/protocol.ts'
import { type AnyRow, type ColdTable, isTableName, parentIdOf, tables } from '#shared/tables.ts'
import { type CacheDatabase, type ColdRecord, type PackRecord, cacheFormat, coldAt } from './cache-database.ts'
import { type ColdGroup, packGroups } from './cold-packs.ts'
import { packRows } from './columnar.ts'
import type { Held, SnapshotWriter } from './disk.ts'
import { rowsPerPack } from './pack-places.ts'

export interface WrittenPack {
  readonly table: string
  readonly n: number
  readonly ids: readonly string[]
}

/** Writes a whole new copy beside the present one, pack by pack. */
export class DexieSnapshot implements SnapshotWriter {
  readonly #database: CacheDatabase
  readonly #gen: number
  readonly #finished: (cursor: string, written: readonly WrittenPack[]) => void
  readonly #warm = new Map<string, Held[]>()
  readonly #counts = new Map<string, number>()
  readonly #written: WrittenPack[] = []
  #open: { table: ColdTable; parentId: string; rows: AnyRow[] } | null = null
  #groups: ColdGroup[] = []

  constructor(
    database: CacheDatabase,
    gen: number,
    finished: (cursor: string, written: readonly WrittenPack[]) => void,
  ) {
    this.#database = database
    this.#gen = gen
    this.#finished = finished
  }

  async write(changes: readonly RowChange[]): Promise<void> {
    for (const change of changes) if ('row' in change) this.#take(change.t, { v: change.v, row: change.row })
    await this.#flush(false)
  }

  async finish(cursor: string): Promise<void> {
    this.#closeGroup()
    await this.#flush(true)
    const { packs, cold, journal, marks } = this.#database
    await this.#database.transaction('rw', packs, cold, journal, marks, async () => {
      await marks.put({ format: cacheFormat, cursor, gen: this.#gen }, 'copy')
      await journal.clear()
      await packs.where('gen').notEqual(this.#gen).delete()
      await cold.where('gen').notEqual(this.#gen).delete()
    })
    this.#finished(cursor, this.#written)
  }

  async abandon(): Promise<void> {
    await this.#database.packs.where('gen').equals(this.#gen).delete()
    await this.#database.cold.where('gen').equals(this.#gen).delete()
  }

  #take(table: string, held: Held): void {
    if (isTableName(table) && tables[table].cold) return this.#takeCold(table as ColdTable, held.row)
    const rows = this.#warm.get(table)
    if (rows === undefined) this.#warm.set(table, [held])
    else rows.push(held)
  }

  // The service sends the rows of one parent together, perhaps across two pages.
  #takeCold(table: ColdTable, row: AnyRow): void {
    const parentId = parentIdOf(table, row) ?? ''
    if (this.#open === null || this.#open.table !== table || this.#open.parentId !== parentId) {
      this.#closeGroup()
      this.#open = { table, parentId, rows: [] }
    }
    this.#open.rows.push(row)
  }

  #closeGroup(): void {
    if (this.#open !== null) this.#groups.push(this.#open)
    this.#open = null
  }

  async #flush(isLast: boolean): Promise<void> {
    const packs = [...this.#warm].flatMap(([table, rows]) => this.#full(table, rows, isLast))
    const cold: ColdRecord[] = packGroups(this.#groups).map(({ keys, body }) => ({
      gen: this.#gen,
      at: keys.map((key) => coldAt(this.#gen, key)),
      body,
    }))
    this.#groups = []
    if (packs.length > 0) await this.#database.packs.bulkPut(packs)
    if (cold.length > 0) await this.#database.cold.bulkAdd(cold)
  }

  #full(table: string, rows: Held[], isLast: boolean): PackRecord[] {
    const records: PackRecord[] = []
    while (rows.length >= rowsPerPack || (isLast && rows.length > 0)) {
      const some = rows.splice(0, rowsPerPack)
      const n = this.#counts.get(table) ?? 0
      this.#counts.set(table, n + 1)
      this.#written.push({ table, n, ids: some.map(({ row }) => row.id) })
      records.push({ gen: this.#gen, table, n, ...packRows(some) })
    }
    return records
  }
}
