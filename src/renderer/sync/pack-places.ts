/** Rows to a record of warm rows that is filled here: some 50 kB, as in those of the service. */
export const rowsPerPack = 80

/** A record that must be written anew, with the ids that belong into it. */
export interface DirtyPack {
  readonly table: string
  readonly n: number
  readonly ids: readonly string[]
}

/**
 * Which rows changed since their records were written, and which record each row is in. The second is read from disk when records are
 * written anew: nothing that comes in waits for it.
 */
export class PackPlaces {
  readonly #changed = new Map<string, Set<string>>()
  readonly #dirty = new Map<string, Set<number>>()
  readonly #places = new Map<string, Map<string, number>>()
  readonly #members = new Map<string, Map<number, Set<string>>>()

  /** A row changed, came or went. */
  touch(table: string, id: string): void {
    const ids = this.#changed.get(table)
    if (ids === undefined) this.#changed.set(table, new Set([id]))
    else ids.add(id)
  }

  /** Tables with changes whose records have not been placed yet. */
  unplaced(): string[] {
    return [...this.#changed.keys()].filter((table) => !this.#places.has(table))
  }

  /** Where the rows of a table are: record by record. */
  place(table: string, records: readonly { readonly n: number; readonly ids: readonly string[] }[]): void {
    this.#places.set(table, new Map())
    this.#members.set(table, new Map())
    for (const { n, ids } of records) for (const id of ids) this.#put(table, n, id)
  }

  /** The record must be written anew. */
  markDirty(table: string, n: number): void {
    const dirty = this.#dirty.get(table) ?? new Set()
    this.#dirty.set(table, dirty.add(n))
  }

  /** Every record that must be written; none is dirty afterwards. Their tables must have been placed. */
  takeDirty(): DirtyPack[] {
    for (const [table, ids] of this.#changed) {
      for (const id of ids) this.markDirty(table, this.#numberOf(table, id))
    }
    this.#changed.clear()
    const taken = [...this.#dirty].flatMap(([table, numbers]) =>
      [...numbers].map((n) => ({ table, n, ids: [...(this.#members.get(table)?.get(n) ?? [])] })),
    )
    this.#dirty.clear()
    return taken
  }

  get isClean(): boolean {
    return this.#changed.size === 0 && this.#dirty.size === 0
  }

  clear(): void {
    for (const map of [this.#changed, this.#dirty, this.#places, this.#members]) map.clear()
  }

  #numberOf(table: string, id: string): number {
    const known = this.#places.get(table)?.get(id)
    if (known !== undefined) return known
    const n = this.#free(table)
    this.#put(table, n, id)
    return n
  }

  #put(table: string, n: number, id: string): void {
    const places = this.#places.get(table) ?? new Map<string, number>()
    this.#places.set(table, places.set(id, n))
    const members = this.#members.get(table) ?? new Map<number, Set<string>>()
    this.#members.set(table, members.set(n, (members.get(n) ?? new Set()).add(id)))
  }

  #free(table: string): number {
    const members = this.#members.get(table)
    const last = members === undefined ? 0 : Math.max(0, ...members.keys())
    return (members?.get(last)?.size ?? 0) < rowsPerPack ? last : last + 1
  }
}
