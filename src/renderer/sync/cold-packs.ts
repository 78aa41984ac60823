import type { AnyRow } from '#shared/tables.ts'
import { type CacheDatabase, type ColdRecord, type DirectoryRecord, keyOf, placeOf } from './cache-database.ts'
import { ofCopy } from './cache-layout.ts'
import { ColdDirectory, type DirectoryEntry, readEntries } from './cold-directory.ts'
import { deflated, inflated } from './deflated-bytes.ts'
import { type Bytes, type ColdBody, readCold, readColdGroup } from './pack-bytes.ts'
import type { SealedStore } from './sealed-store.ts'

/** Packs that are sealed and numbered and wait for their transaction. */
export interface StagedCold {
  readonly records: readonly ColdRecord[]
  readonly stretches: readonly DirectoryRecord[]
  readonly entries: readonly DirectoryEntry[]
  readonly bytes: number
}

/** Of a group: its rows, or that it never was in a pack, or that it was and cannot be read. */
export type FoundGroup = readonly AnyRow[] | 'never' | 'lost'

/** Packs to a stretch of the directory when it is written anew: about 80 kB, so that writing it is no visible pause. */
const packsPerStretch = 100

/** The cold packs of one whole copy, with the directory that tells what is in which. */
export class ColdPacks {
  readonly gen: number
  readonly #database: CacheDatabase
  readonly #sealed: SealedStore
  #directory: Promise<ColdDirectory> | null
  #nextNumber = 1
  #nextStretch = 1
  readonly #used = new Map<number, number>()

  private constructor(database: CacheDatabase, sealed: SealedStore, gen: number, directory: ColdDirectory | null) {
    this.#database = database
    this.#sealed = sealed
    this.gen = gen
    this.#directory = directory === null ? null : Promise.resolve(directory)
  }

  /** Those on disk; the directory is read when the first thread is asked for. */
  static onDisk(database: CacheDatabase, sealed: SealedStore, gen: number): ColdPacks {
    return new ColdPacks(database, sealed, gen, null)
  }

  /** Those of a copy that is only being written. */
  static fresh(database: CacheDatabase, sealed: SealedStore, gen: number): ColdPacks {
    return new ColdPacks(database, sealed, gen, new ColdDirectory())
  }

  directory(): Promise<ColdDirectory> {
    if (this.#directory === null) {
      const reading = this.#readDirectory()
      this.#directory = reading
      // A read that failed is tried again; who waits for it is told.
      reading.catch(() => (this.#directory = null))
    }
    return this.#directory
  }

  /** The rows of one group as its pack has them. */
  async group(key: string): Promise<FoundGroup> {
    const n = (await this.directory()).numberOf(key)
    if (n === undefined) return 'never'
    this.#used.set(n, Date.now())
    return (await this.#read(n, (body) => readColdGroup(body, key))) ?? 'lost'
  }

  /** The groups of a pack; null where it is not on disk, or does not open. */
  groups(n: number): Promise<Map<string, AnyRow[]> | null> {
    return this.#read(n, readCold)
  }

  async #read<T>(n: number, read: (body: Bytes) => T): Promise<T | null> {
    const record = await this.#database.coldPacks.get(keyOf.cold(this.gen, n))
    const body = record === undefined ? null : await this.#sealed.openOrNull(placeOf.cold(this.gen, n), record.sealed)
    try {
      return body === null ? null : read(await inflated(body))
    } catch {
      return null
    }
  }

  /** Gives packs of a copy that is being written their numbers, and one to the stretch of the directory that will tell of them. */
  numbered<P extends object>(packs: readonly P[]): { cold: (P & { readonly n: number })[]; k: number } {
    return { cold: packs.map((pack) => ({ ...pack, n: this.#nextNumber++ })), k: this.#nextStretch++ }
  }

  /** Seals packs, with what the directory is to say of them and, under `nowhere`, of groups that are in none any more. */
  async stage(packs: readonly ColdBody[], nowhere: readonly string[] = []): Promise<StagedCold> {
    await this.directory()
    const numbered = packs.map((pack) => ({ ...pack, n: this.#nextNumber++ }))
    const records: ColdRecord[] = []
    // One after the other: deflating takes some milliseconds of the window, which may draw while one is sealed.
    for (const { n, body } of numbered) {
      const { gen } = this
      records.push({ gen, n, sealed: await this.#sealed.seal(placeOf.cold(gen, n), await deflated(body)) })
    }
    const entries = numbered.map(({ n, keys }, i) => ({ n, keys, bytes: records[i]?.sealed.byteLength ?? 0 }))
    if (nowhere.length > 0) entries.unshift({ n: 0, keys: nowhere, bytes: 0 })
    const stretches = entries.length === 0 ? [] : [await this.#stretch(entries)]
    return { records, stretches, entries, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  /** Within a transaction on `coldPacks` and `directory`. */
  async put({ records, stretches }: StagedCold): Promise<void> {
    await this.#database.putCold(records)
    await this.#database.putDirectory(stretches)
  }

  /** They are on disk now. */
  async took(entries: readonly DirectoryEntry[], replaced: readonly number[] = []): Promise<void> {
    const directory = await this.directory()
    for (const n of replaced) directory.forget(n)
    directory.take(entries, true)
  }

  /** Packs were written anew because something in them changed, or was fetched: that is a use, too. */
  async rewrote(entries: readonly DirectoryEntry[], replaced: readonly number[]): Promise<void> {
    await this.took(entries, replaced)
    for (const n of replaced) this.#used.delete(n)
    for (const { n } of entries) if (n > 0) this.#used.set(n, Date.now())
  }

  /** The whole directory in few stretches, sealed; null while it has not grown long. */
  async tidiedDirectory(pause: () => Promise<void>): Promise<DirectoryRecord[] | null> {
    const most = 2 * Math.ceil((await this.directory()).entries().length / packsPerStretch) + 20
    const { directory } = this.#database
    if ((await directory.where(':id').startsWith(ofCopy(this.gen)).count()) <= most) return null
    const entries = (await this.directory()).entries()
    const stretches: DirectoryRecord[] = []
    for (let at = 0; at < entries.length; at += packsPerStretch) {
      stretches.push(await this.#stretch(entries.slice(at, at + packsPerStretch)))
      await pause()
    }
    return stretches
  }

  /** Takes packs off the disk; their threads are fetched when somebody asks for them. */
  async evict(numbers: readonly number[]): Promise<void> {
    const directory = await this.directory()
    await this.#database.coldPacks.bulkDelete(numbers.map((n) => keyOf.cold(this.gen, n)))
    for (const n of numbers) directory.lose(n)
  }

  /** How many bytes of packs are on disk. */
  async bytesHere(): Promise<number> {
    let sum = 0
    for (const { bytes } of (await this.directory()).present()) sum += bytes
    return sum
  }

  /** When a pack was last used, in milliseconds since 1970; 0: not since it was written. */
  usedAt(n: number): number {
    return this.#used.get(n) ?? 0
  }

  /** Writes down when packs were used. Losing that costs a worse choice of what goes first, so it is done now and then. */
  async keepUses(): Promise<void> {
    if (this.#used.size === 0) return
    const sealed = await this.#sealed.sealJson(placeOf.uses(this.gen), [...this.#used])
    await this.#database.transaction('rw', this.#database.uses, async () => {
      await this.#database.uses.where(':id').notEqual(this.gen).delete()
      await this.#database.uses.put({ gen: this.gen, sealed }, this.gen)
    })
  }

  async #stretch(entries: readonly DirectoryEntry[]): Promise<DirectoryRecord> {
    const k = this.#nextStretch++
    return { gen: this.gen, k, sealed: await this.#sealed.sealJson(placeOf.directory(this.gen, k), entries) }
  }

  /** Throws where a stretch does not open: nobody can tell then which threads are here. */
  async #readDirectory(): Promise<ColdDirectory> {
    const { gen } = this
    const { directory: stretches, coldPacks, uses } = this.#database
    const [records, keys, used] = await Promise.all([
      stretches.where(':id').startsWith(ofCopy(gen)).toArray(),
      coldPacks.where(':id').startsWith(ofCopy(gen)).primaryKeys(),
      uses.get(gen),
    ])
    const numbers = keys.map((key) => Number(key.slice(ofCopy(gen).length)))
    records.sort((a, b) => a.k - b.k)
    const read = await Promise.all(
      records.map(async ({ k, sealed }) => readEntries(await this.#sealed.openJson(placeOf.directory(gen, k), sealed))),
    )
    const directory = new ColdDirectory()
    for (const entries of read) {
      if (entries === null) throw new DirectoryBroken()
      directory.take(entries, false)
    }
    directory.found(numbers)
    this.#nextNumber = Math.max(directory.lastNumber, ...numbers) + 1
    this.#nextStretch = Math.max(0, ...records.map(({ k }) => k)) + 1
    if (used !== undefined) this.#takeUses(await this.#sealed.openJson(placeOf.uses(gen), used.sealed))
    return directory
  }

  #takeUses(read: unknown): void {
    for (const pair of Array.isArray(read) ? read : []) {
      const [n, at] = Array.isArray(pair) ? (pair as unknown[]) : []
      if (typeof n === 'number' && typeof at === 'number' && !this.#used.has(n)) this.#used.set(n, at)
    }
  }
}

/** The directory of cold packs does not open. */
export class DirectoryBroken extends Error {
  override readonly name = 'DirectoryBroken'

  constructor() {
    super('What tells where each thread is kept does not open. The copy is fetched anew.')
  }
}
