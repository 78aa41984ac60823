import type { AnyRow, TableName } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'
import { type Due, DueIndex } from './due-index.ts'
import type { Turns } from './turn-clock.ts'

/** A row of which something is due at an instant, and on which case. */
export interface DueRow extends Due {
  readonly caseId: string
}

/** When something of a row is due, ISO 8601, and on which case; null where nothing is. */
type DueIn = (row: AnyRow) => Pick<DueRow, 'at' | 'caseId'> | null

/** What comes up by the rows of one table, each by its own instant. */
export class RowTurns implements Turns<DueRow> {
  readonly #table: TableName
  readonly #dueIn: DueIn
  readonly #index = new DueIndex()
  readonly #caseOf = new Map<string, string>()

  constructor(table: TableName, dueIn: DueIn) {
    this.#table = table
    this.#dueIn = dueIn
  }

  load(rows: readonly StoredRow[]): void {
    this.#index.clear()
    this.#caseOf.clear()
    for (const { id, row } of rows) this.#put(id, row)
  }

  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) if (table === this.#table) this.#put(id, row)
  }

  due(now: number, most: number): DueRow[] {
    return this.#index.due(now, most).flatMap(({ id, at }) => {
      const caseId = this.#caseOf.get(id)
      return caseId === undefined ? [] : [{ id, at, caseId }]
    })
  }

  has(due: DueRow): boolean {
    return this.#index.has(due)
  }

  #put(id: string, row: AnyRow | null): void {
    const due = row === null ? null : this.#dueIn(row)
    this.#index.put(id, due?.at ?? null)
    if (due === null) this.#caseOf.delete(id)
    else this.#caseOf.set(id, due.caseId)
  }
}
