import { staleCursor } from '#renderer/sync/disk.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import { warmTables } from '#shared/tables.ts'
import { textOf } from './truth.ts'

const epochOf = (cursor: string | null): string => cursor?.split('.')[0] ?? ''

/**
 * Watches what one start of a window holds for the truth: no row goes back to an older version of itself, unless the service began a new
 * history, and none changes without a new version, which only the feed brings [S7].
 */
export function watchReads(store: SyncStore, broken: (what: string) => void): void {
  const known = new Map<string, Held>()
  let epoch = ''
  store.subscribe(({ rows }) => {
    const now = epochOf(store.cursor)
    if (now !== epoch) known.clear()
    epoch = now
    // While a whole copy comes in, rows of two histories may stand side by side.
    if (store.cursor === null || store.cursor === staleCursor) return
    for (const table of warmTables) {
      if (!rows.has(table)) continue
      for (const [id, held] of store.truth.held(table)) {
        const key = `${table}/${id}`
        const before = known.get(key)
        if (before?.row === held.row) continue
        known.set(key, held)
        if (before === undefined || held.v > before.v) continue
        if (held.v < before.v) broken(`${key} went back from ${before.v} to ${held.v}`)
        else if (textOf(before.row) !== textOf(held.row)) broken(`${key} changed without a word from the service`)
      }
    }
  })
}
