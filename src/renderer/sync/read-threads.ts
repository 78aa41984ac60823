import { coldKey } from '#shared/sync/cold-pack.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type AnyRow, type ColdTable, childTables, isTableName, parentIdOf, tables } from '#shared/tables.ts'
import type { CacheDisk } from './disk.ts'

/** How many threads and SOP bodies stay in memory: those that are open, and a few to come back to. */
const mostKept = 24

/** Cold rows that are being read, and once they are, the rows. */
interface Read {
  readonly reading: Promise<AnyRow[]>
  rows: readonly AnyRow[] | null
}

/** The confirmed cold rows that were read last, so that what is open needs no disk before it is drawn. */
export class ReadThreads {
  readonly #cache: CacheDisk
  readonly #read = new Map<string, Read>()

  constructor(cache: CacheDisk) {
    this.#cache = cache
  }

  async rows(table: ColdTable, parentId: string): Promise<readonly AnyRow[]> {
    const key = coldKey(table, parentId)
    const read = this.#read.get(key) ?? this.#begin(key, this.#cache.coldRows(table, parentId))
    // Put last: the one that was not looked at for longest goes first.
    this.#read.delete(key)
    this.#read.set(key, read)
    const [oldest] = this.#read.keys()
    if (this.#read.size > mostKept && oldest !== undefined) this.#read.delete(oldest)
    const rows = await read.reading
    return read.rows ?? rows
  }

  /** What is in memory already; undefined where it must be read. */
  now(table: ColdTable, parentId: string): readonly AnyRow[] | undefined {
    return this.#read.get(coldKey(table, parentId))?.rows ?? undefined
  }

  /** Whose rows were read lately. */
  keys(): string[] {
    return [...this.#read.keys()]
  }

  /** These parents have other rows now; without a list, any may have. */
  forget(keys?: Iterable<string>): void {
    if (keys === undefined) this.#read.clear()
    else for (const key of keys) this.#read.delete(key)
  }

  /**
   * These parents changed. The ones in memory have the rows of these changes from then on; where none is among them it must be read
   * anew, as must one that is being read.
   */
  take(parents: ReadonlySet<string>, changes: readonly RowChange[]): void {
    const known = [...parents].filter((key) => this.#read.has(key))
    if (known.length === 0) return
    const come = new Map(known.map((key) => [key, new Map<string, AnyRow>()]))
    for (const change of changes) {
      if (!isTableName(change.t)) continue
      if ('gone' in change) for (const child of childTables(change.t)) this.#read.delete(`${child}/${change.id}`)
      else if (tables[change.t].cold) {
        come.get(`${change.t}/${parentIdOf(change.t, change.row) ?? ''}`)?.set(change.id, change.row)
      }
    }
    for (const [key, rows] of come) this.#put(key, rows)
  }

  #put(key: string, come: ReadonlyMap<string, AnyRow>): void {
    const read = this.#read.get(key)
    if (read === undefined) return
    if (read.rows === null || come.size === 0) this.#read.delete(key)
    else read.rows = [...read.rows.filter(({ id }) => !come.has(id)), ...come.values()]
  }

  #begin(key: string, reading: Promise<AnyRow[]>): Read {
    const read: Read = { reading, rows: null }
    reading.then(
      (rows) => (read.rows ??= rows),
      // A read that failed is tried again, unless somebody has done so already.
      () => this.#read.get(key) === read && this.#read.delete(key),
    )
    return read
  }
}
