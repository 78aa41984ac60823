import { coldKey } from '#shared/sync/cold-pack.ts'
import type { AnyRow, ColdTable } from '#shared/tables.ts'
import type { CacheDisk } from './disk.ts'

/** How many threads and SOP bodies stay in memory: those that are open, and a few to come back to. */
const mostKept = 12

/** The confirmed cold rows that were read last, so that writing on an open thread needs no disk before it is drawn. */
export class ReadThreads {
  readonly #cache: CacheDisk
  readonly #read = new Map<string, Promise<AnyRow[]>>()

  constructor(cache: CacheDisk) {
    this.#cache = cache
  }

  rows(table: ColdTable, parentId: string): Promise<AnyRow[]> {
    const key = coldKey(table, parentId)
    const known = this.#read.get(key)
    this.#read.delete(key)
    const rows = known ?? this.#cache.coldRows(table, parentId)
    // Put last: the one that was not looked at for longest goes first.
    this.#read.set(key, rows)
    const [oldest] = this.#read.keys()
    if (this.#read.size > mostKept && oldest !== undefined) this.#read.delete(oldest)
    rows.catch(() => this.#forgetRead(key, rows))
    return rows
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

  // A read that failed is tried again, unless somebody has done so already.
  #forgetRead(key: string, rows: Promise<AnyRow[]>): void {
    if (this.#read.get(key) === rows) this.#read.delete(key)
  }
}
