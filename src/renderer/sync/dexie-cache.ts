import type { RowChange } from '#shared/sync/protocol.ts'
import { type AnyRow, type ColdTable, isTableName, tables, warmTables } from '#shared/tables.ts'
import { type CacheDatabase, type CacheMark, type PackRecord, cacheFormat, coldAt } from './cache-database.ts'
import { coldKey, unpackGroups } from './cold-packs.ts'
import { idsOf, unpackRows } from './columnar.ts'
import type { CacheContent, CacheDisk, Held, JournalEntry, SnapshotWriter } from './disk.ts'
import { DexieSnapshot } from './dexie-snapshot.ts'
import { GroupCommit } from '#shared/sync/group-commit.ts'
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
    if (mark?.format !== cacheFormat) return { cursor: null, warm: new Map(), settled: [] }
    // By the primary key: an index would look each record up singly. In the order of keys a list comes after every text.
    const ofCopy = packs.where('[gen+table+n]').between([mark.gen], [mark.gen, []])
    const [records, entries] = await Promise.all([ofCopy.toArray(), journal.toArray()])
    this.#mark = mark
    for (const record of records) this.places.place(record.table, record.n, idsOf(record))
    for (const entry of entries) this.#note(entry)
    return { cursor: mark.cursor, warm: warmRows(records, entries), settled: entries.flatMap(({ settled }) => settled) }
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
      this.#mark = { format: cacheFormat, cursor, gen: this.gen + 1 }
      this.places.clear()
      for (const { table, n, ids } of written) this.places.place(table, n, () => ids)
      this.recent.forget(this.recent.stamps())
    })
  }

  close(): void {
    this.database.close()
  }

  #note({ changes, dropped }: JournalEntry): void {
    // Rows of a table that this build does not know stay in packs and journal as they came [S19].
    for (const { t, id } of changes) if (isTableName(t) && !tables[t].cold) this.places.touch(t, id)
    for (const { table, id } of dropped) this.places.touch(table, id)
    this.recent.take(changes)
    for (const { table, id } of dropped) this.recent.dropParent(table, id)
  }

  async #write(entries: readonly JournalEntry[]): Promise<void> {
    const { database } = this
    const mark = this.#mark
    await database.transaction('rw', database.journal, database.marks, async () => {
      await database.journal.bulkAdd([...entries])
      const cursor = entries.at(-1)?.cursor
      if (cursor !== undefined && mark !== null) await database.marks.put({ ...mark, cursor }, 'copy')
    })
  }
}

type WarmRows = Map<string, Map<string, Held>>

/** The table by whose rows those of this one go: its own, or that of its parent. */
const rootOf = (table: string): string => (isTableName(table) ? (tables[table].parent?.table ?? table) : table)

/** The rows of each table, as packs and journal tell, a table and its children at a time. Nothing is read before it is asked for. */
function warmRows(records: readonly PackRecord[], entries: readonly JournalEntry[]): CacheContent['warm'] {
  const families = new Map<string, () => WarmRows>()
  for (const table of warmTables) {
    const root = rootOf(table)
    if (root === table)
      families.set(
        root,
        once(() => readFamily(root, records, entries)),
      )
  }
  return new Map(
    warmTables.map((table) => [table, () => [...(families.get(rootOf(table))?.().get(table)?.values() ?? [])]]),
  )
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: read() }).value
}

function readFamily(root: string, records: readonly PackRecord[], entries: readonly JournalEntry[]): WarmRows {
  const rows: WarmRows = new Map()
  for (const record of records) {
    if (rootOf(record.table) !== root) continue
    const into = rows.get(record.table) ?? new Map<string, Held>()
    rows.set(record.table, into)
    for (const held of unpackRows(record)) into.set(held.row.id, held)
  }
  for (const entry of entries) replayEntry(entry, root, rows)
  return rows
}

function replayEntry({ changes, dropped }: JournalEntry, root: string, rows: WarmRows): void {
  for (const change of changes) {
    if (rootOf(change.t) !== root) continue
    const into = rows.get(change.t) ?? new Map<string, Held>()
    rows.set(change.t, into)
    const before = into.get(change.id)
    if (before !== undefined && before.v > change.v) continue
    if ('gone' in change) dropWithChildren(rows, change.t, change.id)
    else if (!isTableName(change.t) || !tables[change.t].cold) into.set(change.id, { v: change.v, row: change.row })
  }
  for (const { table, id } of dropped) if (rootOf(table) === root) dropWithChildren(rows, table, id)
}

function dropWithChildren(rows: WarmRows, table: string, id: string): void {
  rows.get(table)?.delete(id)
  if (table !== 'cases') return
  const escalations = rows.get('escalations')
  for (const [childId, { row }] of escalations ?? []) if (row['caseId'] === id) escalations?.delete(childId)
}
