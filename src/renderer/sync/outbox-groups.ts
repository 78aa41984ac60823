import type { OutboxRecord } from './disk.ts'
import { furtherOf, keyOf } from './outbox-records.ts'

const prefix = 'group/'
/** Fewer records than this are kept singly. */
export const fewestInGroup = 4

/** What a sealed record of the database turned out to hold. */
export interface OpenedGroup {
  readonly key: string
  readonly records: readonly OutboxRecord[]
}

/**
 * Records that were written in one commit lie sealed together: for the browser's database each request costs as much as all of them. A
 * record of a group counts until the same key is written again or dropped; a group of which none counts any more is deleted.
 */
export class OutboxGroups {
  readonly #live = new Map<string, Map<string, OutboxRecord>>()
  readonly #groupOf = new Map<string, string>()
  #empty: string[] = []

  static isGroup(key: string): boolean {
    return key.startsWith(prefix)
  }

  newKey(): string {
    return prefix + crypto.randomUUID()
  }

  /** What is on disk, of each key the record that is further; what each group still counts for is known from then on. */
  load(single: readonly OutboxRecord[], groups: readonly OpenedGroup[]): OutboxRecord[] {
    this.#live.clear()
    this.#groupOf.clear()
    this.#empty = []
    const all = new Map(single.map((record) => [keyOf(record), record]))
    for (const { key, records } of groups) {
      const counting = records.filter((record) => {
        const known = all.get(keyOf(record))
        return known === undefined || furtherOf(known, record) === record
      })
      for (const record of counting) all.set(keyOf(record), record)
      this.#leave(counting.map(keyOf))
      this.took(key, counting)
    }
    return [...all.values()]
  }

  /** A group has been written. */
  took(key: string, records: readonly OutboxRecord[]): void {
    this.#live.set(key, new Map(records.map((record) => [keyOf(record), record])))
    for (const record of records) this.#groupOf.set(keyOf(record), key)
    if (records.length === 0) this.#close(key)
  }

  /**
   * These keys are about to be written anew or dropped. Answers the groups to delete in the same transaction, and the records to be kept
   * singly instead: a group cannot be without one of its own.
   */
  replace(
    put: readonly string[],
    drop: readonly string[],
  ): { readonly gone: string[]; readonly apart: OutboxRecord[] } {
    this.#leave(put)
    const broken = new Set(drop.flatMap((key) => this.#groupOf.get(key) ?? []))
    this.#leave(drop)
    const apart = [...broken].flatMap((key) => [...(this.#live.get(key)?.values() ?? [])])
    for (const key of broken) this.#close(key)
    const gone = [...new Set(this.#empty)]
    this.#empty = []
    return { gone, apart }
  }

  #leave(keys: readonly string[]): void {
    for (const key of keys) {
      const group = this.#groupOf.get(key)
      if (group === undefined) continue
      this.#groupOf.delete(key)
      const live = this.#live.get(group)
      live?.delete(key)
      if (live?.size === 0) this.#close(group)
    }
  }

  #close(group: string): void {
    for (const key of this.#live.get(group)?.keys() ?? []) this.#groupOf.delete(key)
    this.#live.delete(group)
    this.#empty.push(group)
  }
}
