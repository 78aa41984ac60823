import type { Change } from '#shared/mutations/define-mutation.ts'
import { changedId } from '#shared/mutations/run-mutation.ts'
import type { MovedRow } from '#shared/sync/live-view.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import type { View } from '#shared/sync/replay.ts'
import { type AnyRow, type TableName, childTables, parentIdOf } from '#shared/tables.ts'

/** What changed: which rows of which tables, and which parents of cold rows (`messages/ID`). */
export interface Changed {
  /** By table; `any` where so many may have changed that nobody counted. */
  readonly rows: ReadonlyMap<TableName, ReadonlySet<string> | 'any'>
  readonly parents: ReadonlySet<string>
}

/** Collects what changes. */
export class Touched implements Changed {
  readonly rows = new Map<TableName, Set<string> | 'any'>()
  readonly parents = new Set<string>()

  row(table: TableName, id: string): void {
    const ids = this.rows.get(table)
    if (ids === undefined) this.rows.set(table, new Set([id]))
    else if (ids !== 'any') ids.add(id)
  }

  /** A row that is gone, and with it what belongs to it. */
  gone(table: TableName, id: string): void {
    this.row(table, id)
    for (const child of childTables(table)) this.parents.add(`${child}/${id}`)
  }

  /** What the feed told of a row. `isWhole`: as part of a whole copy, of which nobody counts the rows. */
  told(table: TableName, change: RowChange, isWhole: boolean): void {
    if ('gone' in change) this.gone(table, change.id)
    else this.written(table, change.id, change.row)
    if (isWhole) this.any(table)
  }

  /** Rows that have moved on top of the truth. */
  moved(rows: readonly MovedRow[]): void {
    for (const { table, id, row } of rows) this.written(table, id, row)
  }

  any(table: TableName): void {
    this.rows.set(table, 'any')
  }

  include({ rows, parents }: Changed): void {
    for (const [table, ids] of rows) {
      const known = this.rows.get(table)
      if (ids === 'any') this.any(table)
      else if (known === undefined) this.rows.set(table, new Set(ids))
      else if (known !== 'any') for (const id of ids) known.add(id)
    }
    for (const parent of parents) this.parents.add(parent)
  }

  /** Whatever the outbox puts on top. */
  includeView({ rows }: View): void {
    for (const { table, id, row } of rows.changes()) this.written(table, id, row)
  }

  /** A row as it is now; null where it is gone. */
  written(table: TableName, id: string, row: AnyRow | null): void {
    this.row(table, id)
    const parentId = row === null ? null : parentIdOf(table, row)
    if (parentId !== null) this.parents.add(`${table}/${parentId}`)
  }

  clear(): void {
    this.rows.clear()
    this.parents.clear()
  }
}

export const nothing: Changed = new Touched()

/** What one mutation changed. */
export function touchedBy(changes: readonly Change[]): Changed {
  const touched = new Touched()
  for (const change of changes) touched.written(change.table, changedId(change), 'row' in change ? change.row : null)
  return touched
}
