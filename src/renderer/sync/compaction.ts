import { type WarmTable, isTableName } from '#shared/tables.ts'
import { type ColdRecord, type PackRecord, coldAt } from './cache-database.ts'
import { type ColdGroup, packGroups, readColdKey, unpackGroups } from './cold-packs.ts'
import { packRows } from './columnar.ts'
import type { DexieCache } from './dexie-cache.ts'
import type { Held } from './disk.ts'

/** The rows in memory, which the packs are written from. */
export interface WarmSource {
  held(table: WarmTable): ReadonlyMap<string, Held>
}

/** Lets the window draw between two pieces of work. Resolves when it has time. */
export type Pause = () => Promise<void>

interface Staged {
  readonly packs: Map<string, PackRecord>
  readonly cold: Map<string, ColdGroup>
  /** As the recent rows were when they were staged. */
  readonly stamps: Map<string, number>
}

/** After so many rounds of new changes coming in between, the window is busy: try again another time. */
const mostRounds = 5

/**
 * Writes the packs that no longer match memory and empties the journal, a piece at a time. False where the window was too busy;
 * nothing is lost then, the journal only stays.
 */
export async function compact(cache: DexieCache, source: WarmSource, pause: Pause): Promise<boolean> {
  const staged: Staged = { packs: new Map(), cold: new Map(), stamps: new Map() }
  for (let round = 0; round < mostRounds; round++) {
    await stage(cache, source, pause, staged)
    // Between this check and the start of the transaction nothing can come in: no await lies between them.
    if (cache.places.isClean && cache.isSettled && isCurrent(cache, staged)) {
      await write(cache, staged)
      return true
    }
  }
  for (const { table, n } of staged.packs.values()) cache.places.markDirty(table, n)
  return false
}

const isCurrent = (cache: DexieCache, { stamps }: Staged): boolean =>
  [...cache.recent.stamps()].every(([key, stamp]) => stamps.get(key) === stamp)

async function stage(cache: DexieCache, source: WarmSource, pause: Pause, staged: Staged): Promise<void> {
  for (const { table, n, ids } of cache.places.takeDirty()) {
    const held = source.held(table as WarmTable)
    const rows = ids.flatMap((id) => held.get(id) ?? [])
    staged.packs.set(`${table}/${n}`, { gen: cache.gen, table, n, ...packRows(rows) })
    await pause()
  }
  for (const [key, stamp] of cache.recent.stamps()) {
    if (staged.stamps.get(key) === stamp) continue
    const { table, parentId } = readColdKey(key)
    staged.stamps.set(key, stamp)
    staged.cold.set(key, { table, parentId, rows: await cache.coldRows(table, parentId) })
  }
}

/** Lets go of what the packs hold now. Changes of tables that this build does not know are kept for one that does [S19]. */
async function emptyJournal({ journal }: DexieCache['database'], last: number): Promise<void> {
  const packed = journal.where(':id').belowOrEqual(last)
  const entries = await packed.toArray()
  const unknown = entries.flatMap(({ changes }) => changes.filter(({ t }) => !isTableName(t)))
  await packed.delete()
  const cursor = entries.at(-1)?.cursor
  if (unknown.length > 0 && cursor !== undefined)
    await journal.add({ cursor, changes: unknown, settled: [], dropped: [] })
}

async function write(cache: DexieCache, staged: Staged): Promise<void> {
  const { database, gen } = cache
  const { packs, cold, journal } = database
  await database.transaction('rw', packs, cold, journal, async () => {
    const last = (await journal.toCollection().lastKey()) as number | undefined
    await packs.bulkPut([...staged.packs.values()])
    const groups = new Map(staged.cold)
    const records = await cold
      .where('at')
      .anyOf([...groups.keys()].map((key) => coldAt(gen, key)))
      .distinct()
      .toArray()
    for (const record of records) {
      for (const [key, rows] of unpackGroups(record.body))
        if (!groups.has(key)) groups.set(key, { ...readColdKey(key), rows })
    }
    await cold.bulkDelete(records.flatMap(({ id }) => id ?? []))
    const isThere = [...groups.values()].filter(({ rows }) => rows.length > 0)
    const written: ColdRecord[] = packGroups(isThere).map(({ keys, body }) => ({
      gen,
      at: keys.map((key) => coldAt(gen, key)),
      body,
    }))
    await cold.bulkAdd(written)
    if (last !== undefined) await emptyJournal(database, last)
  })
  cache.recent.forget(staged.stamps)
}
