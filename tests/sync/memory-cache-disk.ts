import {
  type CacheContent,
  type CacheDisk,
  type CacheTrouble,
  type JournalEntry,
  type Pack,
  type SnapshotWriter,
  staleCursor,
} from '#renderer/sync/disk.ts'
import { readCold, readWarm } from '#renderer/sync/pack-bytes.ts'
import type { MutationResult, RowChange } from '#shared/sync/protocol.ts'
import { GroupCommit } from '#shared/sync/group-commit.ts'
import { type Held, unpackRows } from '#shared/sync/row-pack.ts'
import {
  type AnyRow,
  type ColdTable,
  type TableName,
  childTables,
  isTableName,
  parentIdOf,
  tableNames,
  tables,
} from '#shared/tables.ts'
import { asUnderstood } from './old-build.ts'
import type { DiskBehaviour } from './memory-outbox-disk.ts'
import type { Life } from './scheduler.ts'

type Step =
  | { readonly do: 'append'; readonly entry: JournalEntry }
  /** A row is lost: `isKnown` where the disk notices, as it does where a seal does not open. */
  | { readonly do: 'lose'; readonly table: TableName; readonly id: string; readonly isKnown: boolean }
  | { readonly do: 'copy'; readonly cursor: string; readonly changes: readonly RowChange[] }

/** What survives a crash: every step that was completed, in order. Shorten it to go back in time; empty it to lose the cache. */
export type CacheSteps = Step[]

/** What a window of a new build finds on a disk that an old one wrote: the table that was unknown has its name [S19]. */
export function understood(steps: CacheSteps): CacheSteps {
  const named = (changes: readonly RowChange[]): RowChange[] =>
    changes.map((change) => ({ ...change, t: asUnderstood(change.t) }))
  return steps.map((step) =>
    step.do === 'lose'
      ? step
      : step.do === 'append'
        ? { ...step, entry: { ...step.entry, changes: named(step.entry.changes) } }
        : { ...step, changes: named(step.changes) },
  )
}

/** The rows of a cache, warm and cold, as its steps leave them; those of unknown tables, too [S19]. */
class Copy {
  readonly rows = new Map<string, Map<string, Held>>(tableNames.map((name) => [name, new Map()]))
  cursor: string | null = null
  settled: MutationResult[] = []
  damaged = 0

  take(step: Step): void {
    if (step.do === 'copy') {
      for (const rows of this.rows.values()) rows.clear()
      this.change(step.changes)
      this.cursor = step.cursor
      this.damaged = 0
      // As on the real disk: the copy takes the place of the journal, too.
      this.settled = []
    } else if (step.do === 'lose') {
      const isGone = this.rows.get(step.table)?.delete(step.id) === true
      if (!isGone || !step.isKnown || this.cursor === null) return
      this.damaged += 1
      this.cursor = staleCursor
    } else {
      this.change(step.entry.changes)
      for (const { table, id } of step.entry.dropped) this.#drop(table, id)
      this.cursor = step.entry.cursor
      this.settled.push(...step.entry.settled)
    }
  }

  change(changes: readonly RowChange[]): void {
    for (const change of changes) {
      let rows = this.rows.get(change.t)
      if (rows === undefined) this.rows.set(change.t, (rows = new Map<string, Held>()))
      const before = rows.get(change.id)
      if (before !== undefined && before.v > change.v) continue
      if ('gone' in change) this.#drop(change.t, change.id)
      else rows.set(change.id, { v: change.v, row: change.row })
    }
  }

  #drop(table: string, id: string): void {
    this.rows.get(table)?.delete(id)
    if (!isTableName(table)) return
    for (const child of childTables(table)) {
      for (const [childId, { row }] of this.rows.get(child) ?? []) {
        if (parentIdOf(child, row) === id) this.#drop(child, childId)
      }
    }
  }
}

/** A step on its way to disk, and which copy it is meant for. */
interface Due {
  readonly step: Step
  readonly gen: number
}

/** A cache in memory: readable at once, on disk after a group commit some time later, whole steps in order or not at all. */
export class MemoryCacheDisk implements CacheDisk {
  readonly #steps: CacheSteps
  readonly #life: Life
  readonly #behaviour: DiskBehaviour
  readonly #live = new Copy()
  readonly #group: GroupCommit<Due | 'owed'>
  #unfinished: RowChange[] = []
  /** What was refused: it goes with the next write, as on the real disk. */
  #owed: readonly Due[] = []
  /** How many whole copies were taken over, and how many of them are on disk. */
  #gen = 0
  #genOnDisk = 0
  /** False behind something that was lost, until a whole new copy has come. */
  #isWhole = true

  constructor(steps: CacheSteps, life: Life, behaviour: DiskBehaviour) {
    this.#steps = steps
    this.#life = life
    this.#behaviour = behaviour
    this.#group = new GroupCommit((written) => this.#write(written))
    for (const step of steps) this.#live.take(step)
    this.#isWhole = this.#live.damaged === 0
  }

  /** Every row, warm and cold. */
  everything(): { table: string; row: AnyRow }[] {
    return [...this.#live.rows].flatMap(([table, rows]) => [...rows.values()].map(({ row }) => ({ table, row })))
  }

  async load(): Promise<CacheContent> {
    await this.#life.wait(this.#behaviour.delay())
    const warm = tableNames
      .filter((table) => !tables[table].cold)
      .map((table): [TableName, () => Held[]] => {
        const rows = [...(this.#live.rows.get(table)?.values() ?? [])]
        return [table, () => rows]
      })
    return {
      cursor: this.#live.cursor,
      warm: new Map(warm),
      settled: [...this.#live.settled],
      damaged: this.#live.damaged,
    }
  }

  /** What is wrong with a disk in memory is known when it is loaded. */
  watch(_trouble: CacheTrouble): void {}

  append(entry: JournalEntry): Promise<void> {
    const step: Step = { do: 'append', entry }
    this.#live.take(step)
    return this.#group.add({ step, gen: this.#gen })
  }

  async keepAgain(): Promise<void> {
    if (this.#owed.length > 0) await this.#group.add('owed')
  }

  async coldRows(table: ColdTable, parentId: string): Promise<AnyRow[]> {
    await this.#life.wait(this.#behaviour.delay() / 4)
    return [...(this.#live.rows.get(table)?.values() ?? [])]
      .map(({ row }) => row)
      .filter((row) => parentIdOf(table, row) === parentId)
  }

  coldMarks(table: ColdTable, parentIds: readonly string[]): Promise<readonly string[]> {
    const rows = [...(this.#live.rows.get(table)?.values() ?? [])]
    const markOf = (id: string): string =>
      rows.flatMap(({ v, row }) => (parentIdOf(table, row) === id ? [`${row.id}@${v}`] : [])).join()
    return Promise.resolve(parentIds.map(markOf))
  }

  async keepCold(changes: readonly RowChange[]): Promise<void> {
    const { cursor } = this.#live
    // Before the first copy is complete there is nothing on disk to add to: kept in memory until there is.
    if (cursor === null) this.#live.change(changes)
    else await this.append({ cursor, changes, settled: [], dropped: [] })
  }

  scanCold(table: ColdTable, each: (rows: AnyRow[]) => void): Promise<void> {
    each([...(this.#live.rows.get(table)?.values() ?? [])].map(({ row }) => row))
    return Promise.resolve()
  }

  // There is one place for an unfinished copy, as on the real disk: a second one begun beside the first would spoil both.
  async beginSnapshot(): Promise<SnapshotWriter> {
    await this.#life.wait(this.#behaviour.delay())
    this.#unfinished = []
    return {
      write: async (page) => {
        await this.#life.wait(this.#behaviour.delay())
        this.#unfinished.push(...page.flatMap(rowsOf))
      },
      finish: async (cursor) => {
        const step: Step = { do: 'copy', cursor, changes: this.#unfinished }
        await this.#group.add({ step, gen: this.#gen })
        this.#live.take(step)
        this.#gen += 1
      },
      abandon: async () => {
        await this.#life.wait(this.#behaviour.delay())
        this.#unfinished = []
      },
    }
  }

  async #write(added: readonly (Due | 'owed')[]): Promise<void> {
    const isRefused = this.#behaviour.isRefused()
    await this.#life.wait(this.#behaviour.delay())
    const due = [...this.#owed, ...added.filter((one) => one !== 'owed')]
    if (isRefused) {
      // A copy that could not be finished was for nothing.
      this.#owed = due.filter(({ step }) => step.do === 'append')
      throw new Error('the cache disk refused a write')
    }
    this.#owed = []
    for (const one of due) this.#put(one)
  }

  #put({ step, gen }: Due): void {
    // What was meant for a copy that another one took the place of is in the new one, or comes with the feed: as on the real disk.
    if (step.do === 'append' && gen < this.#genOnDisk) return
    // Behind something that was lost no cursor is right, as on the real disk.
    if (step.do === 'append' && !this.#isWhole)
      this.#steps.push({ do: 'append', entry: { ...step.entry, cursor: staleCursor } })
    else this.#steps.push(step)
    if (step.do !== 'copy') return
    this.#isWhole = true
    this.#genOnDisk += 1
  }
}

/** Cold packs carry no versions: whatever comes with one holds over them. */
function rowsOf({ head: { t, parents }, body }: Pack): RowChange[] {
  const held: Held[] =
    parents === undefined
      ? unpackRows(readWarm(body))
      : [...readCold(body).values()].flatMap((rows) => rows.map((row) => ({ v: 0, row })))
  return held.map(({ v, row }) => ({ t, id: row.id, v, row }))
}
