import { type Scope, maySee, ownAudience } from '#shared/audience.ts'
import type { Rows } from '#shared/mutations/run-mutation.ts'
import { rowHash } from '#shared/sync/digest.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type KeptChange, wholeChange } from '#shared/sync/row-delta.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import {
  type AnyRow,
  type Row,
  type SettingsTable,
  type TableName,
  type WarmTable,
  childTables,
  isTableName,
  parentIdOf,
  tables,
  throughIdOf,
  warmTables,
} from '#shared/tables.ts'
import type { StartRows } from './disk.ts'

/** Which row. */
export interface RowRef {
  readonly table: TableName
  readonly id: string
}

/** The truth as this window knows it, in memory: plain maps with an index of children. Only the feed writes here [S7]. */
export class ConfirmedRows implements Rows {
  readonly #tables = new Map<TableName, Map<string, Held>>(warmTables.map((name) => [name, new Map()]))
  readonly #children = new Map<string, Set<string>>()
  /** Tables whose rows are still to be taken in. */
  readonly #later = new Map<TableName, () => StartRows>()

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    return this.#rows(table)?.get(id)?.row as Row<T> | undefined
  }

  has(table: TableName, id: string): boolean {
    return this.#rows(table)?.has(id) === true
  }

  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[] {
    const ids = this.#childIds(table, parentId)
    if (ids === undefined) return []
    return [...ids].flatMap((id) => this.get(table, id) ?? [])
  }

  every<T extends SettingsTable>(table: T): readonly Row<T>[] {
    return Array.from(this.held(table).values(), ({ row }) => row as Row<T>)
  }

  /** All rows of a table with their versions. */
  held(table: WarmTable): ReadonlyMap<string, Held> {
    return this.#rows(table) ?? new Map()
  }

  /** How many rows of a table are here, and the exclusive or of their hashes: what the service works out of its own [S13]. */
  digest(table: WarmTable): { readonly count: number; readonly hash: number } {
    let hash = 0
    const rows = this.held(table)
    for (const [id, { v }] of rows) hash ^= rowHash(id, v)
    return { count: rows.size, hash: hash >>> 0 }
  }

  /** Gives a table the rows it starts with, which are read when someone first asks for one of them. */
  load(table: TableName, read: () => StartRows): void {
    this.#later.set(table, read)
  }

  /** Lets go of everything, and starts with these rows. */
  replaceAll(warm: ReadonlyMap<TableName, () => StartRows>): void {
    for (const rows of this.#tables.values()) rows.clear()
    this.#children.clear()
    this.#later.clear()
    for (const [table, read] of warm) this.load(table, read)
  }

  /** Reads the next table that nobody has asked for yet. False: there is none left. */
  readAhead(): boolean {
    const [next] = this.#later.keys()
    if (next !== undefined) this.#rows(next)
    return next !== undefined
  }

  /** The changes of a page with their whole rows; null where one tells what differs from a row that is not here as it was. */
  whole(told: readonly KeptChange[]): RowChange[] | null {
    const inPage = new Map<string, Held>()
    const changes: RowChange[] = []
    for (const change of told) {
      const whole = wholeChange(change, inPage.get(change.id) ?? this.before(change))
      if (whole === null) return null
      if ('row' in whole) inPage.set(whole.id, whole)
      changes.push(whole)
    }
    return changes
  }

  /** The row that a change is about, as it is now. */
  before({ t, id }: Pick<RowChange, 't' | 'id'>): Held | undefined {
    return isTableName(t) ? this.#rows(t)?.get(id) : undefined
  }

  /**
   * Takes one change of the feed in. False where it is older than what is here, or is of a cold or an unknown table. `isWhole`: it is
   * part of a whole new copy, which holds whatever its versions say (a restored service starts lower).
   */
  apply(change: RowChange, isWhole = false): boolean {
    if (!isTableName(change.t) || tables[change.t].cold) return false
    const rows = this.#rows(change.t)
    const before = rows?.get(change.id)
    if (!isWhole && before !== undefined && before.v >= change.v) return false
    if ('gone' in change) {
      this.remove(change.t, change.id)
      return before !== undefined
    }
    if (rows !== undefined) this.#put(change.t, rows, { v: change.v, row: change.row }, before)
    return true
  }

  /**
   * Takes a row away, and with it the rows that belong to it: also where the row itself never came in, because it left this agent's sight
   * between two pages of a download that brought only what belongs to it.
   */
  remove(table: TableName, id: string): void {
    const rows = this.#rows(table)
    const before = rows?.get(id)
    rows?.delete(id)
    if (before !== undefined) this.#unfile(table, before.row)
    for (const child of childTables(table)) {
      for (const childId of this.#childIds(child, id) ?? []) this.remove(child, childId)
    }
  }

  /** Whether the row that a changed one belongs to is here; true for rows that belong to none. */
  hasParentOf(change: RowChange): boolean {
    if (!isTableName(change.t) || !('row' in change)) return true
    const { parent } = tables[change.t]
    return parent === undefined || this.has(parent.table, parentIdOf(change.t, change.row) ?? '')
  }

  /** Removes every row that `isKept` does not name; answers what went. */
  removeOthers(isKept: (table: TableName, id: string) => boolean): RowRef[] {
    const gone = warmTables.flatMap((table) =>
      [...this.held(table).keys()].filter((id) => !isKept(table, id)).map((id) => ({ table, id })),
    )
    for (const { table, id } of gone) this.remove(table, id)
    return gone
  }

  /** Removes every row that someone holding `held` may not see; answers what went [S17]. */
  removeUnseen(held: readonly Scope[]): RowRef[] {
    const set = new Set(held)
    const gone: RowRef[] = []
    const drop = (table: TableName, id: string): void => {
      gone.push({ table, id })
      this.remove(table, id)
    }
    for (const table of warmTables) {
      for (const [id, { row }] of this.held(table)) {
        const audience = ownAudience(table, row)
        if (audience !== null && !maySee(set, audience)) drop(table, id)
      }
    }
    const named = this.#namedByCases()
    for (const table of warmTables) {
      if (tables[table].through === undefined) continue
      for (const [id, { row }] of this.held(table)) if (!named.has(throughIdOf(table, row) ?? '')) drop(table, id)
    }
    return gone
  }

  #namedByCases(): Set<string> {
    const named = new Set<string>()
    for (const { row } of this.held('cases').values()) {
      const { partyIds, orderIds } = row as Row<'cases'>
      for (const id of partyIds) named.add(id)
      for (const id of orderIds) named.add(id)
    }
    return named
  }

  #rows(table: TableName): Map<string, Held> | undefined {
    const read = this.#later.get(table)
    if (read !== undefined) {
      const rows = read()
      this.#later.delete(table)
      const into = this.#tables.get(table)
      // Twenty thousand rows that are by id already and belong to no others are not put in place once more, one by one.
      if (rows instanceof Map && tables[table].parent === undefined) this.#tables.set(table, rows)
      else if (into !== undefined)
        for (const held of rows instanceof Map ? rows.values() : rows) {
          this.#put(table, into, held, into.get(held.row.id))
        }
    }
    return this.#tables.get(table)
  }

  #childIds(table: TableName, parentId: string): ReadonlySet<string> | undefined {
    this.#rows(table)
    return this.#children.get(`${table}/${parentId}`)
  }

  /** `before` is the row as it was here. */
  #put(table: TableName, rows: Map<string, Held>, held: Held, before: Held | undefined): void {
    rows.set(held.row.id, held)
    const parentId = parentIdOf(table, held.row)
    if (before !== undefined) {
      if (parentIdOf(table, before.row) === parentId) return
      this.#unfile(table, before.row)
    }
    if (parentId === null) return
    const key = `${table}/${parentId}`
    const ids = this.#children.get(key)
    if (ids === undefined) this.#children.set(key, new Set([held.row.id]))
    else ids.add(held.row.id)
  }

  #unfile(table: TableName, row: AnyRow): void {
    const parentId = parentIdOf(table, row)
    if (parentId !== null) this.#children.get(`${table}/${parentId}`)?.delete(row.id)
  }
}
