import type { Change } from '../mutations/define-mutation.ts'
import { type Rows, changedId } from '../mutations/run-mutation.ts'
import {
  type AnyRow,
  type Row,
  type SettingsTable,
  type TableName,
  type WarmTable,
  parentIdOf,
  tables,
} from '../tables.ts'

type Entry = AnyRow | null

/**
 * Changed rows on top of rows that stay as they are: both the window's view and a batch of the service are one.
 * Writing costs what is written; nothing underneath is copied.
 */
export class Overlay implements Rows {
  readonly #under: Rows
  readonly #rows = new Map<TableName, Map<string, Entry>>()
  readonly #byParent = new Map<string, Set<string>>()

  constructor(under: Rows) {
    this.#under = under
  }

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    const changed = this.#rows.get(table)?.get(id)
    if (changed !== undefined) return (changed ?? undefined) as Row<T> | undefined
    return this.#under.get(table, id)
  }

  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[] {
    const under = this.#under.children(table, parentId)
    const changed = this.#rows.get(table)
    if (changed === undefined) return under
    const kept = under.filter((row) => !changed.has(row.id))
    return [...kept, ...(this.changedChildren(table, parentId) as Row<T>[])]
  }

  every<T extends SettingsTable>(table: T): readonly Row<T>[] {
    const under = this.#under.every(table)
    const changed = this.#rows.get(table)
    if (changed === undefined) return under
    const kept = under.filter((row) => !changed.has(row.id))
    return [...kept, ...([...changed.values()].filter((row) => row !== null) as Row<T>[])]
  }

  /** The rows of a table that were written here and belong to `parentId`, cold tables too. */
  changedChildren(table: TableName, parentId: string): AnyRow[] {
    const changed = this.#rows.get(table)
    if (changed === undefined) return []
    const ids = this.#byParent.get(`${table}/${parentId}`) ?? []
    return [...ids].flatMap((id) => changed.get(id) ?? []).filter((row) => parentIdOf(table, row) === parentId)
  }

  /** What was written for this id here: a row, null where it was removed, undefined where it was left alone. */
  changed(table: TableName, id: string): AnyRow | null | undefined {
    return this.#rows.get(table)?.get(id)
  }

  /** Every row written here, table by table; null where it was removed. */
  *changes(): Generator<{ table: TableName; id: string; row: AnyRow | null }> {
    for (const [table, rows] of this.#rows) for (const [id, row] of rows) yield { table, id, row }
  }

  /** The rows of one table written here; null where one was removed. */
  changedRows(table: TableName): ReadonlyMap<string, AnyRow | null> {
    return this.#rows.get(table) ?? new Map()
  }

  /** Forgets what was written for one row: what is underneath counts again. */
  reset(table: TableName, id: string): void {
    const rows = this.#rows.get(table)
    const row = rows?.get(id)
    rows?.delete(id)
    if (row !== null && row !== undefined) this.#byParent.get(`${table}/${parentIdOf(table, row) ?? ''}`)?.delete(id)
  }

  /** Writes the changes of one mutation. */
  write(changes: readonly Change[]): void {
    for (const change of changes) {
      const row: Entry = change.do === 'remove' ? null : change.row
      const id = changedId(change)
      let rows = this.#rows.get(change.table)
      if (rows === undefined) this.#rows.set(change.table, (rows = new Map<string, Entry>()))
      rows.set(id, row)
      if (row !== null && tables[change.table].parent !== undefined) this.#file(change.table, row)
    }
  }

  #file(table: TableName, row: AnyRow): void {
    const key = `${table}/${parentIdOf(table, row) ?? ''}`
    const ids = this.#byParent.get(key)
    if (ids === undefined) this.#byParent.set(key, new Set([row.id]))
    else ids.add(row.id)
  }
}
