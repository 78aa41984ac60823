import { type ColdGroup, readColdKey } from '#shared/sync/cold-pack.ts'
import { type Held, idsOf } from '#shared/sync/row-pack.ts'
import type { WarmTable } from '#shared/tables.ts'
import { type DirectoryRecord, type WarmRecord, keyOf, placeOf } from './cache-database.ts'
import { cacheFormat, ofCopy } from './cache-layout.ts'
import { type ColdPacks, DirectoryBroken, type StagedCold } from './cold-packs.ts'
import type { DexieCache } from './dexie-cache.ts'
import { packGroups, readWarm, warmBytes } from './pack-bytes.ts'

/** The rows in memory, which the packs are written from. */
export interface WarmSource {
  held(table: WarmTable): ReadonlyMap<string, Held>
}

/** Lets the window draw between two pieces of work. Resolves when it has time. */
export type Pause = () => Promise<void>

/** After so many rounds of new changes coming in between, the window is busy: try again another time. */
const mostRounds = 5

/**
 * Writes the packs that no longer match memory and empties the journal, a piece at a time. False where the window was too busy, or where
 * something was lost that a whole new copy must bring back first; nothing more is lost then, the journal only stays.
 */
export async function compact(cache: DexieCache, source: WarmSource, pause: Pause): Promise<boolean> {
  try {
    const isDone = await rewritten(cache, source, pause)
    await cache.eviction.keepLimit()
    return isDone
  } catch (error) {
    if (!(error instanceof DirectoryBroken)) throw error
    cache.lost(1)
    return false
  }
}

async function rewritten(cache: DexieCache, source: WarmSource, pause: Pause): Promise<boolean> {
  const { gen } = cache
  const isSame = (): boolean => cache.isWhole && cache.gen === gen
  if (!isSame() || (await isNothingToDo(cache))) return isSame()
  const warm = new Map<string, WarmRecord>()
  let isDone = false
  try {
    for (let round = 0; round < mostRounds && isSame() && !isDone; round++) {
      if (!(await stageWarm(cache, source, pause, warm))) break
      const cold = await stageCold(cache, pause)
      isDone = await cache.turns.take(() => write(cache, { gen, warm: [...warm.values()], cold }))
    }
  } finally {
    if (!isDone && isSame()) for (const { table, n } of warm.values()) cache.places.markDirty(table, n)
  }
  return isDone
}

/** Also tidies up what is not the journal's: room on the disk, and when packs were used. */
async function isNothingToDo(cache: DexieCache): Promise<boolean> {
  await cache.eviction.keepRoom()
  await cache.cold.keepUses()
  return cache.places.isClean && cache.recent.stamps().size === 0 && cache.journal.length === 0
}

/** Packs and seals the rows that changed, as they are in memory. False where a pack does not open. */
async function stageWarm(
  cache: DexieCache,
  source: WarmSource,
  pause: Pause,
  staged: Map<string, WarmRecord>,
): Promise<boolean> {
  for (const table of cache.places.unplaced()) if (!(await placeRows(cache, table, pause))) return false
  for (const { table, n, ids } of cache.places.takeDirty()) {
    const held = source.held(table as WarmTable)
    const bytes = warmBytes(ids.flatMap((id) => held.get(id) ?? []))
    const { gen } = cache
    staged.set(`${table}/${n}`, { gen, table, n, sealed: await cache.sealed.seal(placeOf.warm(gen, table, n), bytes) })
    await pause()
  }
  return true
}

/** Reads which rows are in which pack of a table, pack by pack. */
async function placeRows(cache: DexieCache, table: string, pause: Pause): Promise<boolean> {
  const { gen, database, sealed } = cache
  const keys = await database.warmPacks
    .where(':id')
    .startsWith(`${ofCopy(gen)}${table}/`)
    .primaryKeys()
  const placed: { n: number; ids: string[] }[] = []
  for (const key of keys) {
    const record = await database.warmPacks.get(key)
    // A whole new copy took the place of this one.
    if (record === undefined) return false
    const { n } = record
    const open = await sealed.openOrNull(placeOf.warm(gen, table, n), record.sealed)
    if (open === null) {
      cache.lost(1)
      return false
    }
    placed.push({ n, ids: idsOf(readWarm(open)) })
    await pause()
  }
  cache.places.place(table, placed)
  return true
}

interface StagedThreads {
  readonly packs: StagedCold
  /** Packs whose groups are in others now. */
  readonly replaced: readonly number[]
  readonly stretches: readonly DirectoryRecord[] | null
  /** As the recent rows were when they were staged. */
  readonly stamps: ReadonlyMap<string, number>
}

/** Packs and seals the threads that changed, with those that lie in the same packs. */
async function stageCold(cache: DexieCache, pause: Pause): Promise<StagedThreads> {
  const { cold, recent } = cache
  // Before the packs: what the directory says of them must come behind it.
  const stretches = await cold.tidiedDirectory(pause)
  const stamps = recent.stamps()
  const packed = await packsOf(cold, stamps.keys(), pause)
  const directory = await cold.directory()
  const groups = new Map<string, ColdGroup>()
  for (const [n, rows] of packed)
    for (const [key, of] of rows ?? []) if (directory.numberOf(key) === n) addGroup(groups, key, of)
  const gone: string[] = []
  for (const key of stamps.keys()) {
    // Part of a thread must not be kept as if it were all of it: it stays away until it is fetched whole.
    if (packed.get(directory.numberOf(key) ?? 0) === null && !recent.isWhole(key)) continue
    const rows = recent.over(key, groups.get(key)?.rows ?? [])
    if (rows.length > 0) addGroup(groups, key, rows)
    else if (groups.delete(key) || directory.numberOf(key) !== undefined) gone.push(key)
  }
  const packs = await cold.stage(packGroups(groups.values()), gone)
  const replaced = [...packed].flatMap(([n, rows]) => (rows === null ? [] : [n]))
  return { packs, replaced, stretches, stamps }
}

/** What is in the packs that these groups lie in: number -> groups, or null where the pack is not to be read. */
async function packsOf(cold: ColdPacks, keys: Iterable<string>, pause: Pause): Promise<Map<number, ReadPack | null>> {
  const directory = await cold.directory()
  const packed = new Map<number, ReadPack | null>()
  for (const key of keys) {
    const n = directory.numberOf(key)
    if (n === undefined || packed.has(n)) continue
    packed.set(n, await cold.groups(n))
    await pause()
  }
  return packed
}

type ReadPack = NonNullable<Awaited<ReturnType<ColdPacks['groups']>>>

function addGroup(groups: Map<string, ColdGroup>, key: string, rows: ColdGroup['rows']): void {
  groups.set(key, { ...readColdKey(key), rows })
}

interface Staged {
  readonly gen: number
  readonly warm: readonly WarmRecord[]
  readonly cold: StagedThreads
}

/** In its turn, so that nothing else is written. False where something came in since the packs were staged. */
async function write(cache: DexieCache, { gen, warm, cold }: Staged): Promise<boolean> {
  const { database, journal } = cache
  const packedTo = journal.last
  const rest = await journal.rest(gen, cache.cursor ?? '')
  const { cursor } = cache
  // What is staged and what the journal holds are the same here, and no await lies between this check and the transaction.
  if (cursor === null || !isCurrent(cache, gen, cold.stamps)) return false
  const { warmPacks, coldPacks, directory, entries, marks } = database
  const bytes = warm.reduce((sum, { sealed }) => sum + sealed.byteLength, cold.packs.bytes)
  await cache.eviction.withRoom(bytes, () =>
    database.transaction('rw', [warmPacks, coldPacks, directory, entries, marks], async () => {
      await database.putWarm(warm)
      await coldPacks.bulkDelete(cold.replaced.map((n) => keyOf.cold(gen, n)))
      if (cold.stretches !== null) {
        await directory.where(':id').startsWith(ofCopy(gen)).delete()
        await database.putDirectory(cold.stretches)
      }
      await cache.cold.put(cold.packs)
      await marks.put({ format: cacheFormat, cursor, gen, packedTo }, 'copy')
      await journal.replace(rest)
    }),
  )
  await cache.cold.rewrote(cold.packs.entries, cold.replaced)
  cache.recent.forget(cold.stamps)
  return true
}

const isCurrent = (cache: DexieCache, gen: number, stamps: ReadonlyMap<string, number>): boolean =>
  cache.isWhole &&
  cache.gen === gen &&
  cache.places.isClean &&
  cache.isSettled &&
  [...cache.recent.stamps()].every(([key, stamp]) => stamps.get(key) === stamp)
