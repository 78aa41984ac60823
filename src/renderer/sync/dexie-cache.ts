import { coldKey } from '#shared/sync/cold-pack.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type AnyRow, type ColdTable, isTableName, tables } from '#shared/tables.ts'
import { type CacheDatabase, type CacheMark, type WarmRecord, placeOf } from './cache-database.ts'
import { cacheFormat, ofCopy } from './cache-layout.ts'
import { CacheJournal, type KeptEntry, type NewEntry } from './cache-journal.ts'
import { type CarriedGroups, ColdEviction, type StorageRoom } from './cold-eviction.ts'
import type { ColdDirectory } from './cold-directory.ts'
import { ColdPacks, DirectoryBroken } from './cold-packs.ts'
import type { CacheRecords, EarlyCache, EarlyRecords } from './early-cache.ts'
import { DexieSnapshot } from './dexie-snapshot.ts'
import { GroupCommit } from '#shared/sync/group-commit.ts'
import {
  type CacheContent,
  type CacheDisk,
  type CacheTrouble,
  type JournalEntry,
  type SnapshotWriter,
  staleCursor,
} from './disk.ts'
import { nextTask } from './next-task.ts'
import { PackPlaces } from './pack-places.ts'
import { type PackWriter, packWriter } from './pack-writer.ts'
import { RecentCold } from './recent-cold.ts'
import { reviveDatabase } from './revive-database.ts'
import { isWholeChange } from '#shared/sync/row-delta.ts'
import { type HeldRow, wholeEntries } from './whole-entries.ts'
import type { Seal } from './seal.ts'
import { SealedStore } from './sealed-store.ts'
import { Turns } from './turns.ts'
import { type OpenPack, decodeAhead, warmRows } from './warm-rows.ts'

export interface CachePorts {
  readonly seal: Seal
  readonly carried: CarriedGroups
  readonly room: StorageRoom
  /** How many bytes of threads and SOPs may lie here; Infinity: as many as the browser allows. */
  readonly mostBytes: () => number
  /** The cache as it was read before this code was there. */
  readonly early?: EarlyCache | undefined
}

interface Waiting {
  readonly gen: number
  readonly entry: NewEntry
}

/** With more changes than this nothing more is held back for a disk that refuses: once it takes something, a whole new copy is due. */
const mostOwed = 50_000

const deaf: CacheTrouble = { missing: () => undefined, damaged: () => undefined }

/** The cache in IndexedDB: sealed packs, and a sealed journal of what came since they were written. */
export class DexieCache implements CacheDisk {
  readonly database: CacheDatabase
  readonly sealed: SealedStore
  readonly journal: CacheJournal
  readonly eviction: ColdEviction
  readonly writer: PackWriter
  readonly places = new PackPlaces()
  readonly recent = new RecentCold()
  /** What writes to more than the journal's end must not overlap with it: sealing takes time, and a transaction cannot wait for it. */
  readonly turns = new Turns()
  readonly #commit: GroupCommit<Waiting | 'owed'>
  /** What the disk refused, in its order. It is consistent without it, only older. */
  #owed: readonly Waiting[] = []
  /** Whether another window writes here, and this one only reads [S20]. */
  isFollowing = false
  #cold: ColdPacks
  #unfinished: ColdPacks | null = null
  #mark: CacheMark | null = null
  #isWhole = true
  #trouble: CacheTrouble = deaf
  #early: EarlyCache | null

  constructor(database: CacheDatabase, { seal, carried, room, mostBytes, early }: CachePorts) {
    this.#early = early ?? null
    this.database = database
    this.sealed = new SealedStore(seal)
    this.journal = new CacheJournal(database, this.sealed)
    this.writer = packWriter(database, this.sealed)
    this.#cold = ColdPacks.onDisk(database, this.sealed, 0)
    this.#commit = new GroupCommit((waiting) => this.turns.take(() => this.#write(waiting)))
    const packs = (): ColdPacks[] => (this.#unfinished === null ? [this.#cold] : [this.#cold, this.#unfinished])
    this.eviction = new ColdEviction({ packs, carried, room, mostBytes })
  }

  /** Which whole copy counts; 0: none yet. */
  get gen(): number {
    return this.#mark?.gen ?? 0
  }

  /** Where the window stands, as far as it was given to be kept; null: nowhere yet. */
  get cursor(): string | null {
    return this.#mark?.cursor ?? null
  }

  get cold(): ColdPacks {
    return this.#cold
  }

  /** Whether nothing waits to be written: memory and journal say the same. */
  get isSettled(): boolean {
    return this.#commit.isIdle && this.#owed.length === 0
  }

  /** False where something was lost that only a whole new copy brings back. Packs must not be written then: they would hide the loss. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  watch(trouble: CacheTrouble): void {
    this.#trouble = trouble
  }

  async load(): Promise<CacheContent> {
    reviveDatabase(this.database)
    const early = (await this.#early?.take()) ?? null
    this.#early = null
    const content = early === null ? null : await this.#takeInEarly(early)
    return content ?? this.#takeIn(await this.#read())
  }

  /** Null where the early reading broke off, or another window has written since: it is as if it had never begun. */
  async #takeInEarly(early: EarlyRecords): Promise<CacheContent | null> {
    try {
      const content = await this.#takeIn(early)
      return (await early.isAsRead) ? content : null
    } catch {
      return null
    }
  }

  /** Null where there is nothing that this build can read. */
  async #read(): Promise<CacheRecords | null> {
    const { warmPacks, marks, entries } = this.database
    const mark = await marks.get('copy')
    if (mark?.format !== cacheFormat) return null
    // By the primary key: an index would look each record up singly.
    const packs = warmPacks.where(':id').startsWith(ofCopy(mark.gen)).toArray()
    return { mark, packs: [packs], entries: entries.toArray() }
  }

  async #takeIn(records: CacheRecords | null): Promise<CacheContent> {
    this.#forget()
    if (records === null) return { cursor: null, warm: new Map(), settled: [], damaged: 0 }
    const { mark } = records
    const [packs, journal] = await Promise.all([
      this.#openPacks(records.packs),
      records.entries.then((read) => this.journal.load(mark.gen, read)),
    ])
    const { entries } = journal
    const damaged = packs.damaged + journal.damaged
    this.#isWhole = damaged === 0
    this.#mark = { ...mark, cursor: this.#isWhole ? (entries.at(-1)?.cursor ?? mark.cursor) : staleCursor }
    this.#cold = ColdPacks.onDisk(this.database, this.sealed, mark.gen)
    for (const entry of entries) this.#note(entry)
    return {
      cursor: this.#mark.cursor,
      warm: warmRows(packs.open, entries, () => this.lost(1)),
      settled: entries.flatMap(({ settled }) => settled),
      damaged,
    }
  }

  /**
   * What the window that leads has kept since this one last looked [S20]. Null where only loading everything anew will do: a whole new copy
   * came, or packs were written from records that were not read here, or rows are not as `held` has them.
   */
  async news(held: HeldRow): Promise<readonly JournalEntry[] | null> {
    const { database, journal, gen } = this
    reviveDatabase(database)
    const { marks, entries } = database
    const [mark, records] = await database.transaction('r', marks, entries, () =>
      Promise.all([marks.get('copy'), entries.where(':id').above(journal.last).toArray()]),
    )
    if (mark?.format !== cacheFormat) return gen === 0 ? [] : null
    if (mark.gen !== gen || mark.packedTo > journal.last) return null
    const read = await journal.follow(gen, records)
    if (read === null) return null
    // Its threads may be in other packs now.
    if (mark.packedTo !== this.#mark?.packedTo) this.#cold = ColdPacks.onDisk(database, this.sealed, gen)
    this.#mark = { ...mark, cursor: read.at(-1)?.cursor ?? this.#mark?.cursor ?? mark.cursor }
    for (const entry of read) this.#note(entry)
    return wholeEntries(read, held)
  }

  append(entry: JournalEntry): Promise<void> {
    return this.#append({ ...entry, whole: [] })
  }

  async keepAgain(): Promise<void> {
    if (this.#owed.length > 0) await this.#commit.add('owed')
  }

  async coldRows(table: ColdTable, parentId: string): Promise<AnyRow[]> {
    const key = coldKey(table, parentId)
    let onDisk = this.recent.isWhole(key) ? [] : await this.#onDisk(key)
    if (onDisk === 'lost' && this.isFollowing) onDisk = await this.#lookAnew(key)
    // What is missing on disk may have come in meanwhile.
    if (onDisk !== 'lost' || this.recent.isWhole(key)) return this.recent.over(key, onDisk === 'lost' ? [] : onDisk)
    // The body of an SOP cannot be asked for singly.
    if (table === 'messages') this.#trouble.missing(table, parentId)
    else if (!this.isFollowing) this.lost(1)
    return []
  }

  async keepCold(changes: readonly RowChange[]): Promise<void> {
    // Before the first copy is complete there is no journal to write to: kept in memory until it is.
    const whole = this.recent.takeWhole(changes)
    if (this.#mark !== null) await this.#append({ cursor: this.#mark.cursor, changes, settled: [], dropped: [], whole })
  }

  async coldMarks(table: ColdTable, parentIds: readonly string[]): Promise<readonly string[]> {
    const directory = await this.#directory()
    return parentIds.map((id) => {
      const key = coldKey(table, id)
      const onDisk = this.recent.isWhole(key) ? '' : (directory?.markOf(key) ?? '')
      const recent = this.recent.markOf(key)
      return onDisk === '' && recent === '' ? '' : `${this.gen}/${onDisk}/${recent}`
    })
  }

  async scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void> {
    const isOf = (key: string): boolean => key.startsWith(`${table}/`)
    const seen = new Set<string>()
    const read = new Set<number>()
    const directory = await this.#directory()
    const next = (): number | undefined => {
      for (const { n, keys } of directory?.present() ?? []) if (!read.has(n) && keys.some(isOf)) return n
      return undefined
    }
    // Asked anew each time: packs may be written anew meanwhile.
    for (let n = next(); n !== undefined; n = next()) {
      read.add(n)
      for (const [key, rows] of (await this.#cold.groups(n)) ?? []) {
        if (!isOf(key) || seen.has(key)) continue
        seen.add(key)
        each(this.recent.over(key, rows))
      }
    }
    for (const key of this.recent.keys()) if (isOf(key) && !seen.has(key)) each(this.recent.over(key, []))
  }

  async beginSnapshot(): Promise<SnapshotWriter> {
    reviveDatabase(this.database)
    // A copy that was begun and never finished lies under numbers that nothing points to.
    await this.database.dropOthersThan(this.gen)
    const gen = this.gen + 1
    const cold = ColdPacks.fresh(this.database, this.sealed, gen)
    this.#unfinished = cold
    return new DexieSnapshot(this, cold, {
      finished: (cursor) => {
        this.#mark = { format: cacheFormat, cursor, gen, packedTo: 0 }
        this.#isWhole = true
        this.#cold = cold
        this.#unfinished = null
        this.#owed = []
        this.places.clear()
        this.journal.cleared()
        this.recent.forget(this.recent.stamps())
      },
      abandoned: () => (this.#unfinished = null),
    })
  }

  close(): void {
    this.database.close()
  }

  #forget(): void {
    this.#mark = null
    this.#isWhole = true
    this.#owed = []
    this.places.clear()
    this.recent.forget(this.recent.stamps())
    this.journal.cleared()
  }

  #append(entry: NewEntry): Promise<void> {
    this.#note(entry)
    if (this.#mark !== null) this.#mark = { ...this.#mark, cursor: entry.cursor }
    return this.#commit.add({ gen: this.gen, entry })
  }

  #note({ changes, dropped, whole }: KeptEntry): void {
    // Rows of a table that this build does not know stay in packs and journal as they came [S19].
    for (const { t, id } of changes) if (isTableName(t) && !tables[t].cold) this.places.touch(t, id)
    for (const { table, id } of dropped) this.places.touch(table, id)
    this.recent.take(changes.filter(isWholeChange))
    for (const key of whole) this.recent.makeWhole(key)
    for (const { table, id } of dropped) this.recent.dropParent(table, id)
  }

  /** The window that leads may have written the packs anew since they were last looked for. */
  #lookAnew(key: string): Promise<readonly AnyRow[] | 'lost'> {
    this.#cold = ColdPacks.onDisk(this.database, this.sealed, this.gen)
    return this.#onDisk(key)
  }

  async #onDisk(key: string): Promise<readonly AnyRow[] | 'lost'> {
    const cold = this.#cold
    if ((await this.#directory()) === null) return 'lost'
    let found = await cold.group(key)
    // It may just have been moved into another pack.
    if (found === 'lost') found = await this.turns.take(() => cold.group(key))
    // A whole new copy took the place of this one meanwhile.
    if (cold !== this.#cold) return this.#onDisk(key)
    return found === 'never' ? [] : found
  }

  /** Null where it does not open. */
  async #directory(): Promise<ColdDirectory | null> {
    reviveDatabase(this.database)
    try {
      return await this.#cold.directory()
    } catch (error) {
      if (!(error instanceof DirectoryBroken)) throw error
      if (!this.isFollowing) this.lost(1)
      return null
    }
  }

  /** Batch by batch: while one is decoded the next ones are read and unsealed. */
  async #openPacks(batches: CacheRecords['packs']): Promise<{ open: OpenPack[]; damaged: number }> {
    const unsealing = batches.map(async (batch) => Promise.all((await batch).map((record) => this.#unseal(record))))
    // One that is rejected is met in its turn.
    for (const batch of unsealing) batch.catch(() => undefined)
    const open: OpenPack[] = []
    let damaged = 0
    for (const batch of unsealing) {
      const opened = await batch
      const whole = opened.filter((pack) => pack !== null)
      damaged += opened.length - whole.length
      // The lists need every case at once: read here, a piece at a time, they hold up nothing.
      open.push(...(await decodeAhead(whole, 'cases')))
      await nextTask()
    }
    return { open, damaged }
  }

  /** Null where it does not open. */
  async #unseal({ gen, table, n, sealed }: WarmRecord): Promise<OpenPack | null> {
    const bytes = await this.sealed.openOrNull(placeOf.warm(gen, table, n), sealed)
    return bytes === null ? null : { table, bytes }
  }

  /** Something was needed and did not open: a whole new copy has to come. */
  lost(records: number): void {
    this.#isWhole = false
    this.#trouble.damaged(records)
  }

  async #write(waiting: readonly (Waiting | 'owed')[]): Promise<void> {
    // What was meant for a copy that another one took the place of is in the new one, or comes with the feed.
    const due = [...this.#owed, ...waiting.filter((one) => one !== 'owed')].filter(({ gen }) => gen === this.gen)
    const kept = due.map(({ entry }) => entry)
    if (kept.length > 0) {
      // Behind something that was lost no cursor is right: the next start must not take it for one.
      const entries = this.#isWhole ? kept : kept.map((entry) => ({ ...entry, cursor: staleCursor }))
      try {
        await this.eviction.withRoom(roughBytes(entries), () => this.journal.write(this.gen, entries))
      } catch (error) {
        this.#owe(due)
        throw error
      }
    }
    this.#owed = []
  }

  #owe(due: readonly Waiting[]): void {
    // Whole, because it is not known what reached the disk: what is written twice must come to the same.
    this.#owed = due.map(({ gen, entry: { before: _, ...entry } }) => ({ gen, entry }))
    if (due.reduce((sum, { entry }) => sum + entry.changes.length, 0) <= mostOwed) return
    this.#owed = this.#owed.slice(-1)
    this.#isWhole = false
  }
}

/** About how much an entry takes on disk: a row is half a kilobyte to two. */
const roughBytes = (entries: readonly NewEntry[]): number =>
  entries.reduce((sum, { changes, settled }) => sum + 2000 * changes.length + 100 * settled.length, 1000)
