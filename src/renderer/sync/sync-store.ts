import type { Actor } from '#shared/domain/actor.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import type { Refusal } from '#shared/refusals.ts'
import type { FeedPage, RowChange, ToldPage } from '#shared/sync/protocol.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import { LiveView } from '#shared/sync/live-view.ts'
import { type AnyRow, type ColdTable, type Row, type WarmTable, isTableName, warmTables } from '#shared/tables.ts'
import { ConfirmedRows } from './confirmed-rows.ts'
import { CopyIntake, type SeenRows } from './copy-intake.ts'
import { type CacheContent, type CacheDisk, type JournalEntry, type OutboxDisk, staleCursor } from './disk.ts'
import { DiskLag } from './disk-lag.ts'
import type { Clock } from './link.ts'
import { checkedArgs } from './named-args.ts'
import { Outbox } from './outbox.ts'
import { ReadThreads } from './read-threads.ts'
import { TableCopy } from './table-copy.ts'
import { type Changed, Touched, nothing, touchedBy } from './touched.ts'
import { Listeners } from './listeners.ts'

/** What became of naming a mutation: kept under an opId, or refused at once with nothing kept. `isSaved` rejects if the disk refuses it. */
export type Named = { readonly opId: string; readonly isSaved: Promise<void> } | Refusal

/**
 * The window's rows: truth in memory, the outbox on top, both kept on disk. Reads are synchronous; every write is on the screen at once
 * and on disk soon after, and says when.
 */
export class SyncStore {
  readonly outbox: Outbox
  /** Whether the disk has what the service told. */
  readonly lag: DiskLag
  readonly #confirmed = new ConfirmedRows()
  readonly #cache: CacheDisk
  readonly #threads: ReadThreads
  readonly #clock: Clock
  readonly #listeners = new Listeners<Changed>()
  readonly #tableCopies = new Set<TableCopy>()
  readonly #missing = new Listeners<string>()
  readonly #damageListeners = new Listeners<number>()
  readonly #signedIn: Agent
  readonly #view: LiveView
  #cursor: string | null = null
  #damaged = 0
  #isStopped = false

  private constructor(agent: Agent, disks: { cache: CacheDisk; outbox: OutboxDisk }, clock: Clock) {
    this.#signedIn = agent
    this.#cache = disks.cache
    this.#cache.watch({
      missing: (_table, parentId) => {
        this.#missing.tell(parentId)
      },
      damaged: (records) => this.#takeDamage(records),
    })
    this.#threads = new ReadThreads(disks.cache)
    this.#clock = clock
    this.outbox = new Outbox(disks.outbox)
    this.lag = new DiskLag(disks.cache, () => this.#tell(nothing))
    this.#view = new LiveView(this.#confirmed)
  }

  /** Opens what is on disk. Needs no network. */
  static async open(agent: Agent, disks: { cache: CacheDisk; outbox: OutboxDisk }, clock: Clock): Promise<SyncStore> {
    const store = new SyncStore(agent, disks, clock)
    const [cache] = await Promise.all([disks.cache.load(), store.outbox.load()])
    store.#takeContent(cache)
    // A result that reached the cache just before a crash had not yet reached the outbox.
    const late = cache.settled.filter(({ opId }) => store.outbox.has(opId))
    if (late.length > 0) await store.outbox.settle(late, store.#at()).keep()
    store.#replay(nothing)
    return store
  }

  /** The opaque place in the feed up to which everything is here; null before the first download. */
  get cursor(): string | null {
    return this.#cursor
  }

  /** Records of the copy on disk that did not open since this window started: to be reported. */
  get damaged(): number {
    return this.#damaged
  }

  /** Tells of threads that were on this disk and are not to be read any more: they must be fetched anew. */
  readonly onMissingThread = this.#missing.add

  /** Who works here. Rights follow the agent's own row, as they do in the service. */
  actor(): Extract<Actor, { kind: 'agent' }> {
    return { kind: 'agent', agent: this.#confirmed.get('agents', this.#signedIn.id) ?? this.#signedIn }
  }

  /** The truth in memory, without the outbox: what the packs on disk are written from. */
  get truth(): Pick<ConfirmedRows, 'held' | 'readAhead'> {
    return this.#confirmed
  }

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    return this.#view.rows.get(table, id)
  }

  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[] {
    return this.#view.rows.children(table, parentId)
  }

  /** Every row of a table as the agent sees it. */
  all<T extends WarmTable>(table: T): Row<T>[] {
    const changed = this.#view.rows.changedRows(table)
    const confirmed = this.#confirmed.held(table)
    // At the start, with nothing in the outbox, twenty thousand look-ups for nothing.
    if (changed.size === 0) return Array.from(confirmed.values(), ({ row }) => row as Row<T>)
    const rows: Row<T>[] = []
    for (const [id, held] of confirmed) if (!changed.has(id)) rows.push(held.row as Row<T>)
    for (const row of changed.values()) if (row !== null) rows.push(row as Row<T>)
    return rows
  }

  /** The rows of one thread or the body of one SOP, with what waits in the outbox. */
  async cold<T extends ColdTable>(table: T, parentId: string): Promise<Row<T>[]> {
    return this.#withWaiting(table, parentId, await this.#threads.rows(table, parentId))
  }

  /** The same as far as it is in memory; undefined where it must be read from disk. */
  coldNow<T extends ColdTable>(table: T, parentId: string): Row<T>[] | undefined {
    const confirmed = this.#threads.now(table, parentId)
    return confirmed === undefined ? undefined : this.#withWaiting(table, parentId, confirmed)
  }

  #withWaiting<T extends ColdTable>(table: T, parentId: string, confirmed: readonly AnyRow[]): Row<T>[] {
    const waiting = this.#view.rows.changedChildren(table, parentId)
    const ids = new Set(waiting.map((row) => row.id))
    return [...confirmed.filter((row) => !ids.has(row.id)), ...waiting] as Row<T>[]
  }

  /** For each parent, a text that is another where its cold rows on disk may have changed, also between two starts. */
  coldMarks(table: ColdTable, parentIds: readonly string[]): Promise<readonly string[]> {
    return this.#cache.coldMarks(table, parentIds)
  }

  /** Every cold row on disk, pack by pack. */
  scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void> {
    return this.#cache.scanCold(table, each)
  }

  readonly subscribe = this.#listeners.add

  /** Why a waiting mutation would be refused as things stand, or undefined. */
  refusalOf(opId: string): Refusal | undefined {
    return this.#view.refused.get(opId)
  }

  /** Names a mutation: on the screen when this returns, on disk when `isSaved` resolves. */
  mutate<N extends MutationName>(name: N, args: ArgsOf<N>, dependsOn: readonly string[] = []): Named {
    if (this.#isStopped) return { refused: 'window-is-old' }
    const checked = checkedArgs(name, args)
    if ('refused' in checked) return checked
    const seq = this.outbox.nextSeq
    const entry = { opId: this.#clock.newId(), name, args: checked.args, at: this.#at(), dependsOn, seq }
    const outcome = this.#view.add(entry, this.actor())
    if ('refused' in outcome) {
      this.#view.drop(entry.opId)
      return outcome
    }
    const isSaved = this.outbox.add(entry).finally(() => this.#tell(nothing))
    this.#tell(touchedBy(outcome.changes))
    return { opId: entry.opId, isSaved }
  }

  /** The page with whole rows; null where it tells what differs from a row that is not here as it was: then pull [S6]. */
  whole(page: ToldPage): FeedPage | null {
    const changes = this.#confirmed.whole(page.changes)
    return changes === null ? null : { ...page, changes }
  }

  /** Takes a stretch of the feed in, all of it or none. False where it does not start at our cursor: then pull [S6]. */
  async applyPage(page: FeedPage): Promise<boolean> {
    if (page.base !== this.#cursor) return false
    const results = page.results.filter(({ opId }) => this.outbox.has(opId))
    const before: (Held | undefined)[] = []
    const changed = new Touched()
    for (const change of page.changes) {
      before.push(this.#confirmed.before(change))
      this.#applyChange(change, false, changed)
    }
    for (const copy of this.#tableCopies) copy.passed(page.changes)
    this.#cursor = page.to
    const settled = this.outbox.settle(results, this.#at())
    const { to: cursor, changes } = page
    const isKept = this.#cache.append({ cursor, changes, before, settled: results, dropped: [] })
    const opIds = results.map(({ opId }) => opId)
    this.#replay(changed, changes, opIds)
    // First the truth that confirms it, then out of the outbox: a crash in between is caught at the next start [S8].
    await this.lag.settle(isKept, results.length > 0 ? [settled] : [])
    return true
  }

  /** Takes in what another window of this agent has kept [S20]: it is on disk, and so is what became of the mutations in it. */
  takeIn({ cursor, changes, dropped, settled }: JournalEntry): void {
    const changed = this.#applyChanges(changes, false)
    this.#drop(dropped, changed)
    this.#cursor = cursor
    const opIds = settled.map(({ opId }) => opId)
    this.outbox.settledElsewhere(opIds)
    this.#replay(changed, changes, dropped.length > 0 ? null : opIds)
  }

  /** Everything anew from the disk, where another window has moved on too far. */
  async reload(): Promise<void> {
    this.#takeContent(await this.#cache.load())
    const changed = new Touched()
    for (const table of warmTables) changed.any(table)
    for (const parent of this.#threads.keys()) changed.parents.add(parent)
    this.#threads.forget()
    this.#replay(changed)
  }

  /** Takes in what other windows of this agent wrote [S20]. */
  async pickUp(): Promise<void> {
    if (await this.outbox.pickUp()) this.#replay(nothing)
  }

  /** Offers the disk once more what it refused. Rejects where it still refuses some of it. */
  async saveAgain(): Promise<void> {
    await Promise.all([this.outbox.saveAgain(), this.lag.keepAgain()])
  }

  /** From now on nothing is written: a newer build has taken over what lies on this computer [S19]. */
  stopWriting(): void {
    this.#isStopped = true
  }

  #takeContent(cache: CacheContent): void {
    this.#confirmed.replaceAll(cache.warm)
    this.#cursor = cache.cursor
    if (cache.damaged > 0) this.#takeDamage(cache.damaged)
  }

  #drop(dropped: JournalEntry['dropped'], changed: Touched): void {
    for (const { table, id } of dropped) {
      this.#confirmed.remove(table, id)
      changed.gone(table, id)
    }
  }

  /** Hears of records that did not open, after the window was opened. Answers how to stop. */
  readonly onDamaged = this.#damageListeners.add

  /** What could be read is shown meanwhile; a cursor with a hole before it must not be pulled from. */
  #takeDamage(records: number): void {
    this.#damaged += records
    this.#damageListeners.tell(records)
    if (this.#cursor !== null) this.#cursor = staleCursor
  }

  /** Keeps rows of a thread that was asked for singly. The case may have left this agent's sight since then: its rows are not kept [S17]. */
  async keepThread(changes: readonly RowChange[]): Promise<void> {
    const seen = changes.filter((change) => this.#confirmed.hasParentOf(change))
    const isKept = this.#cache.keepCold(seen)
    const changed = this.#applyChanges(seen, false)
    // The answer may be older than what the feed has brought since: the cache knows which row is newer, so it is read anew from there.
    this.#threads.forget(changed.parents)
    this.#replay(changed, seen, [])
    await this.lag.has(isKept)
  }

  /**
   * The agent may see less than before: what they may not see goes at once, before anything new is fetched [S17]. The cursor goes with
   * it: should the old rights come back meanwhile, a pull from there would not bring back what was dropped.
   */
  async dropUnseen(scopes: readonly string[]): Promise<void> {
    if (this.#cursor === null) return
    const dropped = this.#confirmed.removeUnseen(scopes)
    this.#cursor = staleCursor
    this.#threads.forget()
    const isKept = this.#cache.append({ cursor: staleCursor, changes: [], settled: [], dropped })
    const changed = new Touched()
    for (const { table, id } of dropped) {
      changed.row(table, id)
      changed.parents.add(`messages/${id}`)
    }
    this.#replay(changed)
    await isKept
  }

  /** Starts taking in a whole new copy. The outbox stays as it is [S14]. */
  async beginSnapshot(): Promise<CopyIntake> {
    const writer = await this.#cache.beginSnapshot()
    const touched = new Touched()
    const screen = {
      put: (changes: readonly RowChange[]): void => void this.#applyChanges(changes, true, touched),
      show: (): void => {
        this.#replay(touched)
        touched.clear()
      },
      takeOver: (cursor: string, seen: SeenRows): void => this.#takeOver(cursor, seen),
      tellParents: (parents: ReadonlySet<string>): void => this.#tell({ rows: nothing.rows, parents }),
    }
    return new CopyIntake(writer, screen, this.#clock)
  }

  /** Of a table's confirmed rows, for the comparison with the service [S13]. */
  digestOf(table: WarmTable): { readonly count: number; readonly hash: number } {
    return this.#confirmed.digest(table)
  }

  /** Starts taking in a copy of one table alone. Begun before it is asked for, so that it knows what the feed brings meanwhile [S13]. */
  beginTable(table: WarmTable): TableCopy {
    const copy = new TableCopy(table)
    this.#tableCopies.add(copy)
    return copy
  }

  /** The copy did not come: forget that it was begun. */
  abandonTable(copy: TableCopy): void {
    this.#tableCopies.delete(copy)
  }

  /**
   * Makes the table what its copy says. Answers how many rows were wrong. The cursor stays: what the copy has from behind it comes with
   * the feed once more. Where a whole new copy is due anyway, nothing is done.
   */
  async replaceTable(copy: TableCopy): Promise<number> {
    this.#tableCopies.delete(copy)
    const cursor = this.#cursor
    if (cursor === null || cursor === staleCursor) return 0
    const { changes, dropped } = copy.difference(this.#confirmed.held(copy.table))
    if (changes.length + dropped.length === 0) return 0
    const changed = this.#applyChanges(changes, false)
    this.#drop(dropped, changed)
    const isKept = this.#cache.append({ cursor, changes, settled: [], dropped })
    changed.any(copy.table)
    this.#replay(changed)
    await this.lag.has(isKept)
    return changes.length + dropped.length
  }

  /** Sets a mutation aside that the service will not even look at, with its text, and with it whatever depends on it [S15]. */
  async park(opId: string, refusal: Refusal): Promise<void> {
    const settled = this.outbox.settle(this.outbox.refusedWith(opId, refusal), this.#at())
    this.#replay(nothing)
    await settled.keep()
  }

  /** The agent has dealt with a parked mutation. */
  async unpark(opId: string): Promise<void> {
    const isDone = this.outbox.unpark(opId)
    this.#tell(nothing)
    await isDone
  }

  /** The whole copy is what counts now. Cold rows are read from it only from here on: whoever shows some is told afterwards. */
  #takeOver(cursor: string, seen: SeenRows): void {
    this.#cursor = cursor
    this.#threads.forget()
    const gone = this.#confirmed.removeOthers((table, id) => seen.get(table)?.has(id) === true)
    const changed = new Touched()
    for (const { table } of gone) changed.any(table)
    this.#replay(changed)
  }

  #at(): string {
    return new Date(this.#clock.now()).toISOString()
  }

  /** Takes changes into the truth; what they touched is added to `changed`. */
  #applyChanges(changes: readonly RowChange[], isWhole: boolean, changed = new Touched()): Touched {
    for (const change of changes) this.#applyChange(change, isWhole, changed)
    return changed
  }

  #applyChange(change: RowChange, isWhole: boolean, changed: Touched): void {
    // A table that this build does not know is kept on disk for the next one [S19].
    if (!isTableName(change.t)) return
    this.#confirmed.apply(change, isWhole)
    changed.told(change.t, change, isWhole)
  }

  /**
   * The view anew: truth with the outbox on top [S7]. `changes`: what the threads in memory can be brought up to date with. `settled`: where the
   * truth moved by these changes alone, what no longer waits: then only what they lead to runs again.
   */
  #replay(changed: Changed, changes: readonly RowChange[] = [], settled: readonly string[] | null = null): void {
    this.#threads.take(changed.parents, changes)
    const touched = new Touched()
    touched.include(changed)
    const followed = settled === null ? null : this.#view.follow(changes, settled, this.actor())
    touched.moved(followed?.moved ?? [])
    if (followed?.isWhole !== true || this.#view.size !== this.outbox.size) {
      touched.includeView(this.#view)
      this.#view.rebuild(this.outbox.entries(), this.actor())
      touched.includeView(this.#view)
    }
    this.#tell(touched)
  }

  #tell(changed: Changed): void {
    this.#listeners.tell(changed)
  }
}
