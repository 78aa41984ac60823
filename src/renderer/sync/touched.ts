import type { View } from '#shared/sync/replay.ts'
import { type TableName, parentIdOf } from '#shared/tables.ts'

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

  any(table: TableName): void {
    this.rows.set(table, 'any')
  }

  include({ rows, parents }: Changed): void {
    for (const [table, ids] of rows) {
      if (ids === 'any') this.any(table)
      else for (const id of ids) this.row(table, id)
    }
    for (const parent of parents) this.parents.add(parent)
  }

  clear(): void {
    this.rows.clear()
    this.parents.clear()
  }
}

export const nothing: Changed = new Touched()

/** What changed, and whatever the outbox puts on top. */
export function withOutbox(changed: Changed, view: View): Changed {
  const touched = new Touched()
  touched.include(changed)
  for (const { table, id, row } of view.rows.changes()) {
    touched.row(table, id)
    const parentId = row === null ? null : parentIdOf(table, row)
    if (parentId !== null) touched.parents.add(`${table}/${parentId}`)
  }
  return touched
}
