import { isWarmTable } from '#shared/tables.ts'
import type { DexieCache } from '#renderer/sync/dexie-cache.ts'
import type { FollowedDisk } from '#renderer/sync/following-line.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'

/** This window's copy, for as long as another window of the agent writes it [S20]. */
export const followedDisk = (cache: DexieCache, store: SyncStore): FollowedDisk => ({
  async catchUp() {
    const news = await cache.news((table, id) => (isWarmTable(table) ? store.truth.held(table).get(id) : undefined))
    if (news === null) await store.reload()
    else for (const entry of news) store.takeIn(entry)
    await store.pickUp()
  },
  threadCame: (caseId, ms) =>
    new Promise((resolve) => {
      const end = (came: boolean): void => {
        clearTimeout(timer)
        unsubscribe()
        resolve(came)
      }
      const timer = setTimeout(() => end(false), ms)
      const unsubscribe = store.subscribe(({ parents }) => {
        if (parents.has(`messages/${caseId}`)) end(true)
      })
    }),
})
