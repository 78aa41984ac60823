import { type SettingsTable, parentIdOf } from '#shared/tables.ts'
import { keyOf } from './batch-rows.ts'
import type { BatchWrites, ParentKey, RowKey, RowWrite, StoredRow } from './ledger.ts'

/** Rows that are about to be there, or gone, to be laid over those that are there. */
export class WrittenRows {
  readonly #rows = new Map<string, RowWrite>()
  readonly #children = new Map<string, RowWrite[]>()

  constructor(written: readonly BatchWrites[]) {
    for (const { rows } of written) for (const row of rows) this.#rows.set(keyOf(row.table, row.id), row)
    for (const write of this.#rows.values()) {
      const parentId = write.row === null ? null : parentIdOf(write.table, write.row)
      if (parentId === null) continue
      const key = keyOf(write.table, parentId)
      const siblings = this.#children.get(key)
      if (siblings === undefined) this.#children.set(key, [write])
      else siblings.push(write)
    }
  }

  /** What was found under these ids and parents, as it is with what was written. */
  over(found: readonly StoredRow[], ids: readonly RowKey[], parents: readonly ParentKey[]): StoredRow[] {
    if (this.#rows.size === 0) return [...found]
    const kept = found.filter(({ table, id }) => !this.#rows.has(keyOf(table, id)))
    const asked = ids.flatMap(({ table, id }) => this.#rows.get(keyOf(table, id)) ?? [])
    const children = parents.flatMap(({ table, parentId }) => this.#children.get(keyOf(table, parentId)) ?? [])
    return [...kept, ...[...new Set([...asked, ...children])].flatMap(storedFrom)]
  }

  /** The rows that were found of whole tables, as they are with what was written. */
  overSettings(found: readonly StoredRow[], names: readonly SettingsTable[]): StoredRow[] {
    if (this.#rows.size === 0) return [...found]
    const kept = found.filter(({ table, id }) => !this.#rows.has(keyOf(table, id)))
    const written = [...this.#rows.values()].filter(({ table }) => (names as readonly string[]).includes(table))
    return [...kept, ...written.flatMap(storedFrom)]
  }
}

/** The row as it is once it is written: none where it was taken away. */
export const storedFrom = ({ table, id, version, audience, row }: RowWrite): StoredRow[] =>
  row === null ? [] : [{ table, id, version, audience, row }]
