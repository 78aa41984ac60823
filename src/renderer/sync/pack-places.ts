/** Rows to a record of warm rows. */
export const rowsPerPack = 500

/** Which record each warm row is kept in, and which records no longer match what is in memory. */
export class PackPlaces {
  readonly #places = new Map<string, Map<string, number>>()
  readonly #members = new Map<string, Map<number, Set<string>>>()
  readonly #dirty = new Map<string, Set<number>>()
  // Most tables see no change for hours, so whose record a row is in is worked out at the first change of its table.
  readonly #unread = new Map<string, { readonly n: number; readonly ids: () => Iterable<string> }[]>()

  /** A record was read or written with these rows. */
  place(table: string, n: number, ids: () => Iterable<string>): void {
    const unread = this.#unread.get(table)
    if (unread === undefined) this.#unread.set(table, [{ n, ids }])
    else unread.push({ n, ids })
  }

  /** A row changed, came or went: its record must be written anew. */
  touch(table: string, id: string): void {
    this.#read(table)
    const n = this.#places.get(table)?.get(id) ?? this.#free(table)
    this.#put(table, n, id)
    this.markDirty(table, n)
  }

  /** The record must be written anew. */
  markDirty(table: string, n: number): void {
    const dirty = this.#dirty.get(table) ?? new Set()
    this.#dirty.set(table, dirty.add(n))
  }

  /** Every record that must be written, with the ids that belong into it; none is dirty afterwards. */
  takeDirty(): { table: string; n: number; ids: string[] }[] {
    for (const table of this.#dirty.keys()) this.#read(table)
    const taken = [...this.#dirty].flatMap(([table, numbers]) =>
      [...numbers].map((n) => ({ table, n, ids: [...(this.#members.get(table)?.get(n) ?? [])] })),
    )
    this.#dirty.clear()
    return taken
  }

  get isClean(): boolean {
    return this.#dirty.size === 0
  }

  clear(): void {
    this.#places.clear()
    this.#members.clear()
    this.#dirty.clear()
    this.#unread.clear()
  }

  #read(table: string): void {
    const unread = this.#unread.get(table) ?? []
    this.#unread.delete(table)
    for (const { n, ids } of unread) for (const id of ids()) this.#put(table, n, id)
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
