import type { TableName } from '#shared/tables.ts'

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
