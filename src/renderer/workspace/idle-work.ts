import { compact } from '#renderer/sync/compaction.ts'
import type { DexieCache } from '#renderer/sync/dexie-cache.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'

/** How long the window must have been left alone, and how often at most, in milliseconds. */
const tidy = { quiet: 3000, mostWait: 10_000 }
/** After more pages of changes than this the window is busy, and tidying up waits for another time: what was begun would be begun again. */
const mostMeanwhile = 20

const idle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: tidy.mostWait }))

/** Reads what the first screen did not need, a table at a time, so that opening a case finds it in memory. */
export async function readAhead({ truth }: SyncStore): Promise<void> {
  do await idle()
  while (truth.readAhead())
}

/** Rewrites packs from the journal when nothing else is going on. Answers how to stop. */
export function tidyWhenIdle(cache: DexieCache, store: SyncStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let come = 0
  const pause = async (): Promise<void> => {
    await idle()
    if (come > mostMeanwhile) throw new Error('The window is busy.')
  }
  const run = async (): Promise<void> => {
    if (isRunning || cache.gen === 0) return
    isRunning = true
    come = 0
    try {
      await pause()
      await compact(cache, store.truth, pause)
    } catch {
      // Nothing is lost by it: the journal stays, and the next change tries again.
    } finally {
      isRunning = false
    }
  }
  const later = (): void => {
    come += 1
    clearTimeout(timer)
    timer = setTimeout(() => void run(), tidy.quiet)
  }
  const unsubscribe = store.subscribe(later)
  later()
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}
