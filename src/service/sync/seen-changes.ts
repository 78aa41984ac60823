import { type Scope, maySee } from '#shared/audience.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { childTables } from '#shared/tables.ts'
import type { RowWrite } from './ledger.ts'

/** What a stretch of writes is to someone: the changes they see, and whether rows came into sight that bring others along. */
export interface SeenChanges {
  readonly changes: readonly RowChange[]
  /** The children of a row that came into sight are not among the writes: they must be pulled. */
  readonly mustPull: boolean
}

/** The writes as someone who holds `held` sees them, in order; of a row written twice only its last state. */
export function seenChanges(writes: readonly RowWrite[], held: readonly Scope[]): SeenChanges {
  const set = new Set(held)
  const changes = new Map<string, RowChange>()
  let mustPull = false
  for (const { table, id, version, row, audience, was, existed } of writes) {
    const isSeen = row !== null && maySee(set, audience)
    const wasSeen = existed && maySee(set, was)
    const key = `${table}/${id}`
    // Taken out first: a row's last change belongs where it happened, after what it may depend on.
    const before = changes.get(key)
    changes.delete(key)
    if (isSeen) changes.set(key, { t: table, id, v: version, row })
    else if (wasSeen || before !== undefined) changes.set(key, { t: table, id, v: version, gone: true })
    mustPull ||= isSeen && existed && !wasSeen && childTables(table).length > 0
  }
  return { changes: [...changes.values()], mustPull }
}
