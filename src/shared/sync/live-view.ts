import type { Agent } from '../domain/agent.ts'
import { allMutations } from '../mutations/all-mutations.ts'
import type { Change, Outcome, Read } from '../mutations/define-mutation.ts'
import { type Rows, changedId, readsOf } from '../mutations/run-mutation.ts'
import type { Refusal } from '../refusals.ts'
import { type AnyRow, type TableName, isSettingsTable, isTableName, parentIdOf } from '../tables.ts'
import { Overlay } from './overlay.ts'
import type { RowChange } from './protocol.ts'
import { type Pending, type View, replayOne } from './replay.ts'

// What a rule looks at and what it writes, as texts: a row, the children of a row, a whole table of settings, an outcome.
const rowKey = (table: string, id: string): string => `${table}/${id}`
const childrenKey = (table: string, parentId: string): string => `>${table}/${parentId}`
const tableKey = (table: string): string => `*${table}`
const outcomeKey = (opId: string): string => `#${opId}`

function keyOfRead(read: Read): string {
  if (read.take === 'children') return childrenKey(read.table, read.parentId)
  return read.take === 'every' ? tableKey(read.table) : rowKey(read.table, read.id)
}

/** Everything by which a change of this row is noticed. */
function keysOfRow(table: TableName, id: string, rows: readonly (AnyRow | null | undefined)[]): string[] {
  const parents = new Set(
    rows.flatMap((row) => (row === null || row === undefined ? [] : (parentIdOf(table, row) ?? []))),
  )
  return [
    rowKey(table, id),
    ...[...parents].map((parentId) => childrenKey(table, parentId)),
    ...(isSettingsTable(table) ? [tableKey(table)] : []),
  ]
}

/** A waiting mutation with what it looks at and what it wrote when it ran last. */
interface Waiting {
  readonly pending: Pending
  readonly place: number
  readonly reads: readonly string[]
  writes: readonly string[]
}

/** What came of following the truth. `isWhole`: false where the view has to be built anew, because nobody can tell what else is another now. */
export interface Followed {
  readonly moved: readonly MovedRow[]
  readonly isWhole: boolean
}

/** A row of the view that may be another now: as it was on top of the truth, or as it is; null where it is removed. */
export interface MovedRow {
  readonly table: TableName
  readonly id: string
  readonly row: AnyRow | null
}

type Actor = { readonly kind: 'agent'; readonly agent: Agent }

/**
 * The window's view, kept up to date as the truth under it moves: what a page changes runs anew, and nothing else does [S7]. Rules say what
 * they read, so whatever no changed row leads to comes out as it did.
 */
export class LiveView implements View {
  readonly #confirmed: Rows
  rows: Overlay
  readonly refused = new Map<string, Refusal>()
  readonly #waiting = new Map<string, Waiting>()
  /** Who looks at a key or writes it. */
  readonly #touchers = new Map<string, Set<string>>()
  /** How many wrote a key. */
  readonly #writers = new Map<string, number>()
  #agent: Agent | null = null
  #place = 0
  #runs = 0

  constructor(confirmed: Rows) {
    this.#confirmed = confirmed
    this.rows = new Overlay(confirmed)
  }

  /** How many rules ran so far: what keeping it up to date costs. */
  get runs(): number {
    return this.#runs
  }

  get size(): number {
    return this.#waiting.size
  }

  /** Adds one more mutation, also one that is refused as things stand. */
  add(pending: Pending, actor: Actor): Outcome {
    this.#agent = actor.agent
    const reads = [...readKeys(pending), ...pending.dependsOn.map(outcomeKey)]
    const waiting: Waiting = { pending, place: this.#place++, reads, writes: [] }
    this.#waiting.set(pending.opId, waiting)
    for (const key of reads) this.#touch(key, pending.opId)
    return this.#run(waiting, actor)
  }

  /** Takes a refused mutation away again: nobody has seen it. */
  drop(opId: string): void {
    this.#forget(opId)
    this.refused.delete(opId)
  }

  /** Everything anew from the truth. */
  rebuild(outbox: Iterable<Pending>, actor: Actor): void {
    this.rows = new Overlay(this.#confirmed)
    this.refused.clear()
    this.#waiting.clear()
    this.#touchers.clear()
    this.#writers.clear()
    for (const pending of outbox) this.add(pending, actor)
  }

  /**
   * The truth has moved: by `changes`, which it has taken in, and `settled` mutations wait no longer. Answers the rows that may be others now.
   */
  follow(changes: readonly RowChange[], settled: readonly string[], actor: Actor): Followed {
    // Other rights, or a row that took others along: whatever waits may come out otherwise.
    const isOther = this.#agent !== actor.agent || changes.some((change) => 'gone' in change)
    if (this.#waiting.size > 0 && isOther) return { moved: [], isWhole: false }
    const { dirty, affected } = this.#reach(changes, settled)
    for (const opId of settled) {
      this.#forget(opId)
      this.refused.delete(opId)
    }
    const moved = this.#reset(dirty)
    const again = [...affected].flatMap((opId) => this.#waiting.get(opId) ?? []).sort((a, b) => a.place - b.place)
    for (const waiting of again) {
      this.#write(waiting, [])
      this.refused.delete(waiting.pending.opId)
      this.#run(waiting, actor)
      // It wrote what nobody expected: others may have looked at that already.
      if (waiting.writes.some((key) => !dirty.has(key) && !this.#isAlone(key, waiting)))
        return { moved, isWhole: false }
      for (const key of waiting.writes) dirty.add(key)
    }
    return { moved: [...moved, ...this.#standing(dirty)], isWhole: true }
  }

  /** Every key that may stand for something else now, and the waiting mutations that one of them leads to. */
  #reach(
    changes: readonly RowChange[],
    settled: readonly string[],
  ): { readonly dirty: Set<string>; readonly affected: ReadonlySet<string> } {
    const dirty = new Set<string>()
    const affected = new Set<string>(settled)
    const next: string[] = []
    const mark = (keys: readonly string[]): void => {
      for (const key of keys) {
        if (dirty.has(key)) continue
        dirty.add(key)
        next.push(key)
      }
    }
    for (const change of changes) {
      if (isTableName(change.t)) mark(keysOfRow(change.t, change.id, ['row' in change ? change.row : null]))
    }
    for (const opId of settled) mark(this.#waiting.get(opId)?.writes ?? [])
    for (let key = next.pop(); key !== undefined; key = next.pop()) {
      for (const opId of this.#touchers.get(key) ?? []) {
        if (affected.has(opId)) continue
        affected.add(opId)
        const { writes = [], reads = [] } = this.#waiting.get(opId) ?? {}
        mark(writes)
        // Run alone it would see what came after it: so everything that is written there is done again, in its order.
        mark(reads.filter((read) => this.#writers.has(read)))
      }
    }
    return { dirty, affected }
  }

  /** Rows back to the truth; answers those that had something on top of it. */
  #reset(dirty: ReadonlySet<string>): MovedRow[] {
    const had = this.#standing(dirty)
    for (const { table, id } of had) this.rows.reset(table, id)
    return had
  }

  #standing(dirty: ReadonlySet<string>): MovedRow[] {
    const found: MovedRow[] = []
    for (const key of dirty) {
      const slash = key.indexOf('/')
      const [table, id] = [key.slice(0, slash), key.slice(slash + 1)]
      if (!isTableName(table)) continue
      const row = this.rows.changed(table, id)
      if (row !== undefined) found.push({ table, id, row })
    }
    return found
  }

  #run(waiting: Waiting, actor: Actor): Outcome {
    this.#runs += 1
    const before = new Map<string, AnyRow | null | undefined>()
    const outcome = replayOne(this, waiting.pending, actor, (changes) => {
      for (const change of changes) before.set(changeKey(change), this.#now(change))
    })
    const changes = 'refused' in outcome ? [] : outcome.changes
    const written = changes.flatMap((change) =>
      keysOfRow(change.table, changedId(change), [before.get(changeKey(change)), 'row' in change ? change.row : null]),
    )
    this.#write(waiting, [outcomeKey(waiting.pending.opId), ...written])
    return outcome
  }

  /** The row as it stands before a change; cold rows are in nobody's reads. */
  #now(change: Change): AnyRow | null | undefined {
    const { table } = change
    return table === 'messages' || table === 'sopBodies' ? undefined : this.rows.get(table, changedId(change))
  }

  #write(waiting: Waiting, writes: readonly string[]): void {
    const { opId } = waiting.pending
    for (const key of waiting.writes) {
      this.#count(key, -1)
      if (!waiting.reads.includes(key)) this.#untouch(key, opId)
    }
    waiting.writes = [...new Set(writes)]
    for (const key of waiting.writes) {
      this.#count(key, 1)
      this.#touch(key, opId)
    }
  }

  #isAlone(key: string, { pending }: Waiting): boolean {
    const touchers = this.#touchers.get(key)
    return touchers === undefined || (touchers.size === 1 && touchers.has(pending.opId))
  }

  #forget(opId: string): void {
    const waiting = this.#waiting.get(opId)
    if (waiting === undefined) return
    this.#write(waiting, [])
    for (const key of waiting.reads) this.#untouch(key, opId)
    this.#waiting.delete(opId)
  }

  #count(key: string, by: 1 | -1): void {
    const n = (this.#writers.get(key) ?? 0) + by
    if (n === 0) this.#writers.delete(key)
    else this.#writers.set(key, n)
  }

  #touch(key: string, opId: string): void {
    const touchers = this.#touchers.get(key)
    if (touchers === undefined) this.#touchers.set(key, new Set([opId]))
    else touchers.add(opId)
  }

  #untouch(key: string, opId: string): void {
    const touchers = this.#touchers.get(key)
    touchers?.delete(opId)
    if (touchers?.size === 0) this.#touchers.delete(key)
  }
}

const changeKey = (change: Change): string => rowKey(change.table, changedId(change))

/** What a mutation looks at: it follows from its arguments alone. */
function readKeys({ name, args }: Pending): string[] {
  const mutation = allMutations.get(name)
  return mutation === undefined ? [] : [...new Set(readsOf(mutation, args).map(keyOfRead))]
}
