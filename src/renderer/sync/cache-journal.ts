import type { RowChange } from '#shared/sync/protocol.ts'
import { isTableName } from '#shared/tables.ts'
import { type CacheDatabase, type EntryRecord, placeOf } from './cache-database.ts'
import type { JournalEntry } from './disk.ts'
import { commitAtOnce } from './commit-at-once.ts'
import { inRecords } from './entry-records.ts'
import { reviveDatabase } from './revive-database.ts'
import { type KeptChange, isWholeChange, keptChange } from '#shared/sync/row-delta.ts'
import type { SealedStore } from './sealed-store.ts'

/** An entry to be kept: `whole` are the groups (`messages/CASE`) of which it has all rows. */
export interface NewEntry extends JournalEntry {
  readonly whole: readonly string[]
}

/** An entry as it is kept. */
export interface KeptEntry extends Omit<NewEntry, 'changes' | 'before'> {
  readonly changes: readonly KeptChange[]
}

/** What came since the packs were written, in the order in which it came. One sealed record for each group that shared a commit. */
export class CacheJournal {
  readonly #database: CacheDatabase
  readonly #sealed: SealedStore
  #next = 1
  #length = 0
  /** Changes of tables that this build does not know are kept for one that does [S19]: the last of each row. */
  readonly #unknown = new Map<string, RowChange>()

  constructor(database: CacheDatabase, sealed: SealedStore) {
    this.#database = database
    this.#sealed = sealed
  }

  /** What the journal of this copy holds, and how many of its records do not open. */
  async load(gen: number, records: readonly EntryRecord[]): Promise<{ entries: KeptEntry[]; damaged: number }> {
    this.#next = (records.at(-1)?.n ?? 0) + 1
    this.#length = records.length
    const opened = await Promise.all(
      records.map(({ n, sealed }) => this.#sealed.openJson(placeOf.entry(gen, n), sealed)),
    )
    const groups = opened.map((value) => (Array.isArray(value) ? (value as KeptEntry[]) : null))
    const entries = groups.flatMap((group) => group ?? [])
    this.#noteUnknown(entries)
    return { entries, damaged: groups.filter((group) => group === null).length }
  }

  /** The number of the last record that was written, or read. */
  get last(): number {
    return this.#next - 1
  }

  /** Takes in records that another window has written behind those read so far. Null where one does not open. */
  async follow(gen: number, records: readonly EntryRecord[]): Promise<KeptEntry[] | null> {
    const opened = await Promise.all(
      records.map(({ n, sealed }) => this.#sealed.openJson(placeOf.entry(gen, n), sealed)),
    )
    if (!opened.every((value) => Array.isArray(value))) return null
    const entries = (opened as KeptEntry[][]).flat()
    this.#next = Math.max(this.#next, (records.at(-1)?.n ?? 0) + 1)
    this.#length += records.length
    this.#noteUnknown(entries)
    return entries
  }

  /** Writes a group in one transaction. */
  async write(gen: number, added: readonly NewEntry[]): Promise<void> {
    const entries = added.map(kept)
    const records = await Promise.all(inRecords(entries).map((some) => this.#record(gen, some)))
    reviveDatabase(this.#database)
    const requests = records.map((record) => ({ put: record, key: record.n }))
    await commitAtOnce(this.#database, { table: 'entries', requests, durability: 'relaxed' })
    this.#length += records.length
    this.#noteUnknown(entries)
  }

  /** What stays when everything else is in packs: sealed, to be written where the journal was. */
  async rest(gen: number, cursor: string): Promise<EntryRecord | null> {
    if (this.#unknown.size === 0) return null
    return this.#record(gen, [{ cursor, changes: [...this.#unknown.values()], settled: [], dropped: [], whole: [] }])
  }

  /** Records that wait to be worked into packs. */
  get length(): number {
    return this.#length
  }

  /** Nothing but `rest` is left. Within the transaction that wrote the packs. */
  async replace(rest: EntryRecord | null): Promise<void> {
    await this.#database.entries.clear()
    if (rest !== null) await this.#database.entries.put(rest, rest.n)
    // What rests is in no pack, so it is no work either.
    this.#length = 0
  }

  /** A whole new copy took the place of everything. */
  cleared(): void {
    this.#unknown.clear()
    this.#length = 0
  }

  async #record(gen: number, entries: readonly KeptEntry[]): Promise<EntryRecord> {
    const n = this.#next++
    return { n, gen, sealed: await this.#sealed.sealJson(placeOf.entry(gen, n), entries) }
  }

  #noteUnknown(entries: readonly KeptEntry[]): void {
    for (const { changes } of entries)
      for (const change of changes)
        if (!isTableName(change.t) && isWholeChange(change)) this.#unknown.set(`${change.t}/${change.id}`, change)
  }
}

const kept = ({ before, changes, ...rest }: NewEntry): KeptEntry => ({
  ...rest,
  changes: changes.map((change, n) => keptChange(change, before?.[n])),
})
