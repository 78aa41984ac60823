import type { SyncStore } from '#renderer/sync/sync-store.ts'
import { warmTables } from '#shared/tables.ts'

const epochOf = (cursor: string | null): string => cursor?.split('.')[0] ?? ''

/** Watches what one start of a window shows: no row goes back to an older version of itself, unless the service began a new history. */
export function watchReads(store: SyncStore, broken: (what: string) => void): void {
  const versions = new Map<string, number>()
  let epoch = ''
  store.subscribe(({ tables }) => {
    const now = epochOf(store.cursor)
    if (now !== epoch) versions.clear()
    epoch = now
    for (const table of warmTables) {
      if (!tables.has(table)) continue
      for (const [id, { v }] of store.truth.held(table)) {
        const key = `${table}/${id}`
        const before = versions.get(key)
        if (before !== undefined && v < before) broken(`${key} went back from ${before} to ${v}`)
        if (before === undefined || v > before) versions.set(key, v)
      }
    }
  })
}
