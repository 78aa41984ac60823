import type { CacheContent, CacheDisk, CacheTrouble, JournalEntry, Pack, SnapshotWriter } from '#renderer/sync/disk.ts'
import { readCold, readWarm } from '#renderer/sync/pack-bytes.ts'
import type { MutationResult, RowChange } from '#shared/sync/protocol.ts'
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
import type { DiskBehaviour } from './memory-outbox-disk.ts'
import type { Life } from './scheduler.ts'

type Step =
  | { readonly do: 'append'; readonly entry: JournalEntry }
  | { readonly do: 'cold'; readonly changes: readonly RowChange[] }
  | { readonly do: 'copy'; readonly cursor: string; readonly changes: readonly RowChange[] }

/** What survives a crash: every step that was completed, in order. Shorten it to go back in time; empty it to lose the cache. */
export type CacheSteps = Step[]

/** The rows of a cache, warm and cold, as its steps leave them. */
class Copy {
  readonly rows = new Map<TableName, Map<string, Held>>(tableNames.map((name) => [name, new Map()]))
  cursor: string | null = null
  settled: MutationResult[] = []

  take(step: Step): void {
    if (step.do === 'copy') {
      for (const table of tableNames) this.rows.get(table)?.clear()
      this.#change(step.changes)
      this.cursor = step.cursor
    } else if (step.do === 'cold') {
      this.#change(step.changes)
    } else {
      this.#change(step.entry.changes)
      for (const { table, id } of step.entry.dropped) this.#drop(table, id)
      this.cursor = step.entry.cursor
      this.settled.push(...step.entry.settled)
    }
  }

  #change(changes: readonly RowChange[]): void {
    for (const change of changes) {
      if (!isTableName(change.t)) continue
      const rows = this.rows.get(change.t)
      const before = rows?.get(change.id)
      if (before !== undefined && before.v > change.v) continue
      if ('gone' in change) this.#drop(change.t, change.id)
      else rows?.set(change.id, { v: change.v, row: change.row })
    }
  }

  #drop(table: TableName, id: string): void {
    this.rows.get(table)?.delete(id)
    for (const child of childTables(table)) {
      for (const [childId, { row }] of this.rows.get(child) ?? []) {
        if (parentIdOf(child, row) === id) this.#drop(child, childId)
      }
    }
  }
}

/** A cache in memory: readable at once, on disk after a group commit some time later, whole steps in order or not at all. */
export class MemoryCacheDisk implements CacheDisk {
  readonly #steps: CacheSteps
  readonly #life: Life
  readonly #behaviour: DiskBehaviour
  readonly #live = new Copy()
  #waiting: { step: Step; done: () => void }[] = []
  #unfinished: RowChange[] = []
  #isWriting = false

  constructor(steps: CacheSteps, life: Life, behaviour: DiskBehaviour) {
    this.#steps = steps
    this.#life = life
    this.#behaviour = behaviour
    for (const step of steps) this.#live.take(step)
  }

  /** Every row, warm and cold. */
  everything(): { table: TableName; row: AnyRow }[] {
    return tableNames.flatMap((table) =>
      [...(this.#live.rows.get(table)?.values() ?? [])].map(({ row }) => ({ table, row })),
    )
  }

  async load(): Promise<CacheContent> {
    await this.#life.wait(this.#behaviour.delay())
    const warm = tableNames
      .filter((table) => !tables[table].cold)
      .map((table): [TableName, () => Held[]] => {
        const rows = [...(this.#live.rows.get(table)?.values() ?? [])]
        return [table, () => rows]
      })
    return { cursor: this.#live.cursor, warm: new Map(warm), settled: [...this.#live.settled], damaged: 0 }
  }

  /** A disk in memory damages nothing. */
  watch(_trouble: CacheTrouble): void {}

  append(entry: JournalEntry): Promise<void> {
    const step: Step = { do: 'append', entry }
    this.#live.take(step)
    return this.#commit(step)
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

  keepCold(changes: readonly RowChange[]): Promise<void> {
    const step: Step = { do: 'cold', changes }
    this.#live.take(step)
    return this.#commit(step)
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
        await this.#commit(step)
        this.#live.take(step)
      },
      abandon: async () => {
        await this.#life.wait(this.#behaviour.delay())
        this.#unfinished = []
      },
    }
  }

  #commit(step: Step): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ step, done })
      if (!this.#isWriting) void this.#write()
    })
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      await this.#life.wait(this.#behaviour.delay())
      for (const { step, done } of group) {
        this.#steps.push(step)
        done()
      }
    }
    this.#isWriting = false
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
