import type { CacheDatabase } from './cache-database.ts'
import { cacheFormat } from './cache-layout.ts'
import type { ColdEviction } from './cold-eviction.ts'
import type { ColdPacks } from './cold-packs.ts'
import type { Pack, SnapshotWriter } from './disk.ts'
import type { PackBatch, PackWriter } from './pack-writer.ts'
import type { Turns } from './turns.ts'

/** What a copy is written with: the cache's own. */
export interface SnapshotPorts {
  readonly database: CacheDatabase
  readonly writer: PackWriter
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
    const { eviction, writer } = this.#cache
    const warm = packs.filter(({ head }) => head.parents === undefined).map((pack) => this.#numbered(pack))
    const cold = packs.flatMap(({ head: { t, parents }, body }) =>
      parents === undefined ? [] : [{ keys: parents.map((id) => `${t}/${id}`), body }],
    )
    const batch = { gen: this.#cold.gen, warm, ...this.#cold.numbered(cold) }
    const bytes = packs.reduce((sum, { body }) => sum + body.byteLength, 0)
    await this.#cold.took(await eviction.withRoom(bytes, () => writer.write(batch)))
  }

  finish(cursor: string): Promise<void> {
    const { database, turns } = this.#cache
    const { warmPacks, coldPacks, directory, entries, marks } = database
    const { gen } = this.#cold
    // In turn with the journal: what is written to it afterwards belongs to the new copy.
    return turns.take(async () => {
      await database.transaction('rw', [warmPacks, coldPacks, directory, entries, marks], async () => {
        await marks.put({ format: cacheFormat, cursor, gen, packedTo: 0 }, 'copy')
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

  #numbered({ head: { t }, body }: Pack): PackBatch['warm'][number] {
    const n = this.#counts.get(t) ?? 0
    this.#counts.set(t, n + 1)
    return { table: t, n, body }
  }
}
