import type { View } from '#shared/sync/replay.ts'
import { type TableName, parentIdOf } from '#shared/tables.ts'

/** Which tables changed, and which parents of cold rows (`messages/ID`). */
export interface Changed {
  readonly tables: ReadonlySet<TableName>
  readonly parents: ReadonlySet<string>
}

/** What is being collected. */
export interface Touched extends Changed {
  readonly tables: Set<TableName>
  readonly parents: Set<string>
}

export const nothing: Changed = { tables: new Set(), parents: new Set() }

export const touchedNothing = (): Touched => ({ tables: new Set(), parents: new Set() })

/** What changed, and whatever the outbox puts on top. */
export function withOutbox(changed: Changed, view: View): Changed {
  const touched = { tables: new Set(changed.tables), parents: new Set(changed.parents) }
  for (const { table, row } of view.rows.changes()) {
    touched.tables.add(table)
    const parentId = row === null ? null : parentIdOf(table, row)
    if (parentId !== null) touched.parents.add(`${table}/${parentId}`)
  }
  return touched
}
