import type { RowChange } from '#shared/sync/protocol.ts'
import { type AnyRow, type ColdTable, type TableName, isTableName, tables } from '#shared/tables.ts'
import { type CacheDatabase, type CacheMark, coldAt } from './cache-database.ts'
import { coldKey, unpackGroups } from './cold-packs.ts'
import { unpackRows } from './columnar.ts'
import type { CacheContent, CacheDisk, Held, JournalEntry, SnapshotWriter } from './disk.ts'
import { DexieSnapshot } from './dexie-snapshot.ts'
import { GroupCommit } from './group-commit.ts'
import { PackPlaces } from './pack-places.ts'
import { RecentCold } from './recent-cold.ts'

/** The cache in IndexedDB: packs, and a journal of what came since they were written. */
export class DexieCache implements CacheDisk {
  readonly database: CacheDatabase
  readonly places = new PackPlaces()
  readonly recent = new RecentCold()
  readonly #commit: GroupCommit<JournalEntry>
  #mark: CacheMark | null = null

  constructor(database: CacheDatabase) {
    this.database = database
    this.#commit = new GroupCommit((entries) => this.#write(entries))
  }

  /** Which whole copy counts. */
  get gen(): number {
    return this.#mark?.gen ?? 0
  }

  /** Whether nothing waits to be written: memory and journal say the same. */
  get isSettled(): boolean {
    return this.#commit.isIdle
  }

  async load(): Promise<CacheContent> {
    const { packs, journal, marks } = this.database
    const mark = await marks.get('copy')
    if (mark === undefined) return { cursor: null, warm: new Map(), settled: [] }
    const [records, entries] = await Promise.all([packs.where('gen').equals(mark.gen).toArray(), journal.toArray()])
    this.#mark = mark
    const rows = new Map<string, Map<string, Held>>()
    for (const record of records) {
      const held = unpackRows(record)
      this.places.place(
        record.table,
        record.n,
        held.map(({ row }) => row.id),
      )
      const into = rows.get(record.table) ?? new Map<string, Held>()
      rows.set(record.table, into)
      for (const one of held) into.set(one.row.id, one)
    }
    for (const entry of entries) this.#replay(entry, rows)
    const warm = [...rows].flatMap(([table, held]): [TableName, Held[]][] =>
      isTableName(table) ? [[table, [...held.values()]]] : [],
    )
    return { cursor: mark.cursor, warm: new Map(warm), settled: entries.flatMap(({ settled }) => settled) }
  }

  append(entry: JournalEntry): Promise<void> {
    this.#note(entry)
    if (this.#mark !== null) this.#mark = { ...this.#mark, cursor: entry.cursor }
    return this.#commit.add(entry)
  }

  async coldRows(table: ColdTable, parentId: string): Promise<AnyRow[]> {
    const key = coldKey(table, parentId)
    const record = await this.database.cold.where('at').equals(coldAt(this.gen, key)).first()
    const onDisk = record === undefined ? [] : (unpackGroups(record.body).get(key) ?? [])
    return this.recent.over(key, onDisk)
  }

  async keepCold(changes: readonly RowChange[]): Promise<void> {
    // Before the first copy is complete there is no journal to write to: kept in memory until it is.
    if (this.#mark === null) this.recent.take(changes)
    else await this.append({ cursor: this.#mark.cursor, changes, settled: [], dropped: [] })
  }

  async scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void> {
    const from = coldAt(this.gen, `${table}/`)
    const ids = await this.database.cold.where('at').startsWith(from).primaryKeys()
    const seen = new Set<string>()
    for (const id of new Set(ids)) {
      const record = await this.database.cold.get(id)
      for (const [key, rows] of record === undefined ? [] : unpackGroups(record.body)) {
        if (!key.startsWith(`${table}/`)) continue
        seen.add(key)
        each(this.recent.over(key, rows))
      }
    }
    for (const key of this.recent.keys())
      if (key.startsWith(`${table}/`) && !seen.has(key)) each(this.recent.over(key, []))
  }

  async beginSnapshot(): Promise<SnapshotWriter> {
    // A copy that was begun and never finished lies under numbers that nothing points to.
    await this.database.packs.where('gen').notEqual(this.gen).delete()
    await this.database.cold.where('gen').notEqual(this.gen).delete()
    return new DexieSnapshot(this.database, this.gen + 1, (cursor, written) => {
      this.#mark = { cursor, gen: this.gen + 1 }
      this.places.clear()
      for (const { table, n, ids } of written) this.places.place(table, n, ids)
      this.recent.forget(this.recent.stamps())
    })
  }

  close(): void {
    this.database.close()
  }

  #note({ changes, dropped }: JournalEntry): void {
    for (const { t, id } of changes) if (!isTableName(t) || !tables[t].cold) this.places.touch(t, id)
    for (const { table, id } of dropped) this.places.touch(table, id)
    this.recent.take(changes)
    for (const { table, id } of dropped) this.recent.dropParent(table, id)
  }

  #replay(entry: JournalEntry, rows: Map<string, Map<string, Held>>): void {
    this.#note(entry)
    for (const change of entry.changes) {
      const into = rows.get(change.t) ?? new Map<string, Held>()
      rows.set(change.t, into)
      const before = into.get(change.id)
      if (before !== undefined && before.v > change.v) continue
      if ('gone' in change) dropWithChildren(rows, change.t, change.id)
      else if (!isTableName(change.t) || !tables[change.t].cold) into.set(change.id, { v: change.v, row: change.row })
    }
    for (const { table, id } of entry.dropped) dropWithChildren(rows, table, id)
  }

  async #write(entries: readonly JournalEntry[]): Promise<void> {
    const { database } = this
    const mark = this.#mark
    await database.transaction('rw', database.journal, database.marks, async () => {
      await database.journal.bulkAdd([...entries])
      const cursor = entries.at(-1)?.cursor
      if (cursor !== undefined && mark !== null) await database.marks.put({ gen: mark.gen, cursor }, 'copy')
    })
  }
}

function dropWithChildren(rows: Map<string, Map<string, Held>>, table: string, id: string): void {
  rows.get(table)?.delete(id)
  if (table !== 'cases') return
  const escalations = rows.get('escalations')
  for (const [childId, { row }] of escalations ?? []) if (row['caseId'] === id) escalations?.delete(childId)
}
