import { type CacheDatabase, placeOf } from './cache-database.ts'
import type { DirectoryEntry } from './cold-directory.ts'
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
 * Seals packs and writes them in one transaction. A worker did it no faster and stalled the window no less: what costs is copying the bytes.
 */
export interface PackWriter {
  /** Answers what the directory says of the cold packs. Rejects as the disk does; nothing of the batch is written then. */
  write(batch: PackBatch): Promise<readonly DirectoryEntry[]>
}

export const packWriter = (database: CacheDatabase, sealed: SealedStore): PackWriter => ({
  write: async ({ gen, warm, cold, k }) => {
    const [warmRecords, coldRecords] = await Promise.all([
      Promise.all(
        warm.map(async ({ table, n, body }) => ({
          gen,
          table,
          n,
          sealed: await sealed.seal(placeOf.warm(gen, table, n), body),
        })),
      ),
      Promise.all(cold.map(async ({ n, body }) => ({ gen, n, sealed: await sealed.seal(placeOf.cold(gen, n), body) }))),
    ])
    const entries = cold.map(({ n, keys }, i) => ({ n, keys, bytes: coldRecords[i]?.sealed.byteLength ?? 0 }))
    const stretch = entries.length === 0 ? null : await sealed.sealJson(placeOf.directory(gen, k), entries)
    const { warmPacks, coldPacks, directory } = database
    await database.transaction('rw', warmPacks, coldPacks, directory, async () => {
      for (const records of inPieces(warmRecords)) await database.putWarm(records)
      for (const records of inPieces(coldRecords)) await database.putCold(records)
      await database.putDirectory(stretch === null ? [] : [{ gen, k, sealed: stretch }])
    })
    return entries
  },
})

/** Records to a piece: the browser copies each of them as it is given, some 50 kB, and the window may draw after a piece. */
const recordsAtOnce = 16

function* inPieces<T>(records: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < records.length; at += recordsAtOnce) yield records.slice(at, at + recordsAtOnce)
}
