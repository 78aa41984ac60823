import type { Change } from '#shared/mutations/define-mutation.ts'
import type { Rows } from '#shared/mutations/run-mutation.ts'
import {
  type AnyRow,
  type Row,
  type SettingsTable,
  type TableName,
  type WarmTable,
  parentIdOf,
} from '#shared/tables.ts'
import type { DemoRow } from './demo-book.ts'

/** The rows of the demo while it is played: what every rule reads and writes. */
export class DemoStage implements Rows {
  readonly #tables = new Map<TableName, Map<string, AnyRow>>()

  constructor(rows: readonly DemoRow[]) {
    for (const { table, row } of rows) this.#of(table).set(row.id, row)
  }

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    return this.#of(table).get(id) as Row<T> | undefined
  }

  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[] {
    return this.#all(table).filter((row) => parentIdOf(table, row) === parentId) as Row<T>[]
  }

  every<T extends SettingsTable>(table: T): readonly Row<T>[] {
    return this.#all(table) as Row<T>[]
  }

  /** Writes what a mutation came to. Throws where a row that it makes is there already. */
  write(changes: readonly Change[]): void {
    for (const change of changes) {
      const rows = this.#of(change.table)
      if (change.do === 'remove') {
        rows.delete(change.id)
        continue
      }
      const { id } = change.row
      if (change.do === 'create' && rows.has(id)) throw new Error(`The demo has two ${change.table} ${id}.`)
      rows.set(id, change.row)
    }
  }

  /** Every row, those of tables that the demo began with in its order, then those of the others. */
  rows(): DemoRow[] {
    // The table names the row's type, which TypeScript cannot follow through a map.
    return [...this.#tables].flatMap(([table, rows]) => [...rows.values()].map((row) => ({ table, row }) as DemoRow))
  }

  #of(table: TableName): Map<string, AnyRow> {
    const known = this.#tables.get(table)
    if (known !== undefined) return known
    const rows = new Map<string, AnyRow>()
    this.#tables.set(table, rows)
    return rows
  }

  #all(table: TableName): AnyRow[] {
    return [...this.#of(table).values()]
  }
}
