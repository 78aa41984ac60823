import { type CacheDatabase, type WarmRecord, cacheFormat, placeOf } from './cache-database.ts'
import type { ColdEviction } from './cold-eviction.ts'
import type { ColdPacks } from './cold-packs.ts'
import type { Pack, SnapshotWriter } from './disk.ts'
import type { SealedStore } from './sealed-store.ts'
import type { Turns } from './turns.ts'

/** What a copy is written with: the cache's own. */
export interface SnapshotPorts {
  readonly database: CacheDatabase
  readonly sealed: SealedStore
  readonly eviction: ColdEviction
  readonly turns: Turns
}

/** Told what became of the copy, at once after it happened. */
export interface SnapshotEnds {
  readonly finished: (cursor: string) => void
  readonly abandoned: () => void
}

/** Writes a whole new copy beside the present one: packs are sealed as they came, and nothing is looked into. */
export class DexieSnapshot implements SnapshotWriter {
  readonly #cache: SnapshotPorts
  readonly #cold: ColdPacks
  readonly #ends: SnapshotEnds
  readonly #counts = new Map<string, number>()

  constructor(cache: SnapshotPorts, cold: ColdPacks, ends: SnapshotEnds) {
    this.#cache = cache
    this.#cold = cold
    this.#ends = ends
  }

  async write(packs: readonly Pack[]): Promise<void> {
    const { database, eviction } = this.#cache
    const [warm, cold] = await Promise.all([
      Promise.all(packs.filter(({ head }) => head.parents === undefined).map((pack) => this.#sealed(pack))),
      this.#cold.stage(
        packs.flatMap(({ head: { t, parents }, body }) =>
          parents === undefined ? [] : [{ keys: parents.map((id) => `${t}/${id}`), body }],
        ),
      ),
    ])
    const bytes = warm.reduce((sum, { sealed }) => sum + sealed.byteLength, cold.bytes)
    const { warmPacks, coldPacks, directory } = database
    await eviction.withRoom(bytes, () =>
      database.transaction('rw', warmPacks, coldPacks, directory, async () => {
        if (warm.length > 0) await warmPacks.bulkPut(warm)
        await this.#cold.put(cold)
      }),
    )
    await this.#cold.took(cold)
  }

  finish(cursor: string): Promise<void> {
    const { database, turns } = this.#cache
    const { warmPacks, coldPacks, directory, entries, marks } = database
    const { gen } = this.#cold
    // In turn with the journal: what is written to it afterwards belongs to the new copy.
    return turns.take(async () => {
      await database.transaction('rw', [warmPacks, coldPacks, directory, entries, marks], async () => {
        await marks.put({ format: cacheFormat, cursor, gen }, 'copy')
        await entries.clear()
        await database.dropOthersThan(gen)
      })
      this.#ends.finished(cursor)
    })
  }

  async abandon(): Promise<void> {
    await this.#cache.database.dropCopy(this.#cold.gen)
    this.#ends.abandoned()
  }

  async #sealed({ head: { t }, body }: Pack): Promise<WarmRecord> {
    const n = this.#counts.get(t) ?? 0
    this.#counts.set(t, n + 1)
    const { gen } = this.#cold
    return { gen, table: t, n, sealed: await this.#cache.sealed.seal(placeOf.warm(gen, t, n), body) }
  }
}
