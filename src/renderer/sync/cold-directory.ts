/** Which groups a cold pack holds. `n` 0 is no pack: these groups are nowhere any more. */
export interface DirectoryEntry {
  readonly n: number
  readonly keys: readonly string[]
  /** Of the sealed pack. */
  readonly bytes: number
}

const isEntry = (value: unknown): value is DirectoryEntry =>
  typeof value === 'object' &&
  value !== null &&
  'n' in value &&
  typeof value.n === 'number' &&
  'keys' in value &&
  Array.isArray(value.keys) &&
  'bytes' in value &&
  typeof value.bytes === 'number'

/** Reads a stretch of the directory; null where it is not one. */
export const readEntries = (value: unknown): readonly DirectoryEntry[] | null =>
  Array.isArray(value) && value.every(isEntry) ? value : null

/**
 * In which cold pack each group is, in memory: an index of twenty thousand threads in the browser's database costs more to write than the
 * threads. A pack that is named here and not on disk is a hole: its threads were here and must be fetched anew.
 */
export class ColdDirectory {
  readonly #packs = new Map<number, DirectoryEntry>()
  readonly #numbers = new Map<string, number>()
  readonly #there = new Set<number>()

  /** Takes entries in; what they say holds over what was said before. */
  take(entries: readonly DirectoryEntry[], areThere: boolean): void {
    for (const entry of entries) {
      for (const key of entry.keys) {
        if (entry.n === 0) this.#numbers.delete(key)
        else this.#numbers.set(key, entry.n)
      }
      if (entry.n === 0) continue
      this.#packs.set(entry.n, entry)
      if (areThere) this.#there.add(entry.n)
    }
  }

  /** These packs are on disk. */
  found(numbers: Iterable<number>): void {
    for (const n of numbers) if (this.#packs.has(n)) this.#there.add(n)
  }

  /** This pack is on disk no more, but what was in it is still to be had from the service. */
  lose(n: number): void {
    this.#there.delete(n)
  }

  /** This pack is no more: its groups are in others now. */
  forget(n: number): void {
    this.#there.delete(n)
    this.#packs.delete(n)
  }

  numberOf(key: string): number | undefined {
    return this.#numbers.get(key)
  }

  /** Another text where another pack holds the group. Packs are never written over, and the size tells one copy's from another's. */
  markOf(key: string): string {
    const n = this.#numbers.get(key)
    return n === undefined ? '' : `${n}/${this.#packs.get(n)?.bytes ?? 0}`
  }

  isThere(n: number): boolean {
    return this.#there.has(n)
  }

  /** How many groups of a table (`messages`, one for each thread) are on disk. */
  count(table: string): number {
    let here = 0
    for (const [key, n] of this.#numbers) if (key.startsWith(`${table}/`) && this.#there.has(n)) here += 1
    return here
  }

  /** Packs that are on disk. */
  *present(): Generator<DirectoryEntry> {
    for (const n of this.#there) {
      const entry = this.#packs.get(n)
      if (entry !== undefined) yield entry
    }
  }

  /** Everything it says now, without what no longer holds. */
  entries(): DirectoryEntry[] {
    return [...this.#packs.values()].flatMap((entry) => {
      const keys = entry.keys.filter((key) => this.#numbers.get(key) === entry.n)
      return keys.length === 0 ? [] : [{ ...entry, keys }]
    })
  }

  get lastNumber(): number {
    return Math.max(0, ...this.#packs.keys())
  }
}
