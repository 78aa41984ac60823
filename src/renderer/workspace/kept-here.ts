import type { StorageRoom } from '#renderer/sync/cold-eviction.ts'
import type { DexieCache } from '#renderer/sync/dexie-cache.ts'

/** How much of what the service has lies on this computer. */
export interface KeptHere {
  /** Threads that can be read without the service. */
  readonly threads: number
  /** Bytes in use, and bytes that the browser allows; null where it does not say. */
  readonly room: { readonly usage: number; readonly quota: number } | null
  /** Bytes of threads and SOPs, and how many IT allows; null where it sets no bound. */
  readonly limited: { readonly bytes: number; readonly most: number } | null
  /** Whether the browser has promised to let go of nothing by itself when the disk runs full. */
  readonly isPromised: boolean
}

/** How much this browser keeps and may keep; one that does not say is taken to have room until a write fails. */
export const browserRoom: StorageRoom = {
  estimate: async () => {
    const { usage = 0, quota = Infinity } = await navigator.storage.estimate()
    return { usage, quota }
  },
}

const askedKey = 'tierdesk.asked-to-persist'

/**
 * Asks the browser once to let go of nothing by itself when the disk runs full. Some ask the person in turn, so a refusal stands; only a
 * secure page may ask at all.
 */
export async function askToPersist(): Promise<void> {
  if (!window.isSecureContext || localStorage.getItem(askedKey) !== null) return
  await navigator.storage.persist()
  localStorage.setItem(askedKey, new Date().toISOString())
}

/** Counts what is here. Reads the directory of threads, not the threads. `most`: bytes of them that IT allows. */
export async function keptHere(cache: DexieCache, most: number): Promise<KeptHere> {
  const [directory, bytes, { usage, quota }, isPromised] = await Promise.all([
    cache.cold.directory(),
    cache.cold.bytesHere(),
    browserRoom.estimate(),
    window.isSecureContext ? navigator.storage.persisted() : false,
  ])
  return {
    threads: directory.count('messages'),
    room: Number.isFinite(quota) ? { usage, quota } : null,
    limited: Number.isFinite(most) ? { bytes, most } : null,
    isPromised,
  }
}
