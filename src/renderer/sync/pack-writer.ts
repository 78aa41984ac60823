import { type CacheDatabase, keyOf, placeOf } from './cache-database.ts'
import type { DirectoryEntry } from './cold-directory.ts'
import { type WriteRequest, commitAtOnce } from './commit-at-once.ts'
import { nextTask } from './next-task.ts'
import type { Bytes } from './pack-bytes.ts'
import type { SealedStore } from './sealed-store.ts'

/** A page of packs of a whole copy, numbered, as they are to be written: warm ones by table, cold ones with their groups. */
export interface PackBatch {
  readonly gen: number
  readonly warm: readonly { readonly table: string; readonly n: number; readonly body: Bytes }[]
  readonly cold: readonly { readonly n: number; readonly keys: readonly string[]; readonly body: Bytes }[]
  /** The number of the stretch of the directory that tells of the cold ones. */
  readonly k: number
}

/**
 * Seals packs and writes them, some to a transaction: until the copy is finished nothing points to them, so a page need not be written as a
 * whole. A worker did it no faster and stalled the window no less: what costs is copying the bytes.
 */
export interface PackWriter {
  /** Answers what the directory says of the cold packs. Rejects as the disk does; what it took nevertheless is dropped with the copy, or written over. */
  write(batch: PackBatch): Promise<readonly DirectoryEntry[]>
}

/** Packs to a transaction: the browser copies each of them as it is put, some 50 kB, and the window may draw afterwards. */
const packsAtOnce = 16

export const packWriter = (database: CacheDatabase, sealed: SealedStore): PackWriter => ({
  write: async ({ gen, warm, cold, k }) => {
    const { warmPacks, coldPacks, directory } = database
    const writing: Promise<void>[] = []
    const put = async (table: string, requests: readonly WriteRequest[]): Promise<void> => {
      const put = commitAtOnce(database, { table, requests, durability: 'relaxed' })
      // Met below, with the others.
      put.catch(() => undefined)
      writing.push(put)
      await nextTask()
    }
    for (const packs of inPieces(warm)) {
      const sealing = packs.map(async ({ table, n, body }) => ({
        key: keyOf.warm(gen, table, n),
        put: { gen, table, n, sealed: await sealed.seal(placeOf.warm(gen, table, n), body) },
      }))
      await put(warmPacks.name, await Promise.all(sealing))
    }
    const entries: DirectoryEntry[] = []
    for (const packs of inPieces(cold)) {
      const sealing = packs.map(async ({ n, keys, body }) => {
        const bytes = await sealed.seal(placeOf.cold(gen, n), body)
        entries.push({ n, keys, bytes: bytes.byteLength })
        return { key: keyOf.cold(gen, n), put: { gen, n, sealed: bytes } }
      })
      await put(coldPacks.name, await Promise.all(sealing))
    }
    if (entries.length > 0) {
      const stretch = await sealed.sealJson(placeOf.directory(gen, k), entries)
      await put(directory.name, [{ key: keyOf.cold(gen, k), put: { gen, k, sealed: stretch } }])
    }
    // Whoever hears that one failed may try again or drop the copy: none may still be on its way then.
    await Promise.allSettled(writing)
    await Promise.all(writing)
    return entries
  },
})

function* inPieces<T>(packs: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < packs.length; at += packsAtOnce) yield packs.slice(at, at + packsAtOnce)
}
