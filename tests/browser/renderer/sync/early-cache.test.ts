import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { compact } from '#renderer/sync/compaction.ts'
import { cacheName } from '#renderer/sync/cache-layout.ts'
import { EarlyCache } from '#renderer/sync/early-cache.ts'
import { CachedDesk, atOnce, caseRow, put } from './cached-desk.ts'

const isAsRead = async (early: EarlyCache): Promise<boolean | undefined> => (await early.take())?.isAsRead

async function withCopy(): Promise<CachedDesk> {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one'))]])
  await desk.append('c2', [put('cases', 2, caseRow(1, 'two'))])
  return desk
}

// Would catch: a start that reads everything twice, or a second opening that is given what the first one was.
test('what lies in the cache is read once, before the cache is opened', async () => {
  const desk = await withCopy()
  const early = new EarlyCache(desk.agentId)
  const read = await early.take()
  const packs = (await Promise.all(read?.packs ?? [])).flat()
  expect([read?.mark.cursor, packs.map(({ table }) => table), (await read?.entries)?.length]).toEqual([
    'c1',
    ['cases'],
    1,
  ])
  expect(await read?.isAsRead).toBe(true)
  expect(await early.take()).toBeNull()
})

// Would catch: a window that opens on rows that another one has changed since, and then writes its own changes behind theirs [S20].
test('what was written since it was read makes the reading worthless [S20]', async () => {
  const desk = await withCopy()
  const beforeEntry = new EarlyCache(desk.agentId)
  await beforeEntry.begun
  await desk.append('c3', [put('cases', 3, caseRow(1, 'three'))])
  expect(await isAsRead(beforeEntry)).toBe(false)
  const beforePacks = new EarlyCache(desk.agentId)
  await beforePacks.begun
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await isAsRead(beforePacks)).toBe(false)
  const beforeCopy = new EarlyCache(desk.agentId)
  await beforeCopy.begun
  await desk.snapshot('e1', [[put('cases', 1, caseRow(1, 'anew'))]])
  expect(await isAsRead(beforeCopy)).toBe(false)
  expect((await new EarlyCache(desk.agentId).take())?.mark.cursor).toBe('e1')
})

// Would catch: rows and a cursor that stay from what was taken in before it was known that it is old [S20].
test('a start on a reading that is worthless takes in what lies there now', async () => {
  const desk = await withCopy()
  const early = new EarlyCache(desk.agentId)
  await early.begun
  await desk.append('c3', [put('cases', 3, caseRow(1, 'three'))])
  expect(await desk.restart(early)).toEqual({ cursor: 'c3', settled: 0, damaged: 0 })
  expect(desk.subject(1)).toBe('three')
  await desk.append('c4', [put('cases', 4, caseRow(1, 'four'))])
  expect(await desk.restart()).toEqual({ cursor: 'c4', settled: 0, damaged: 0 })
  expect(desk.subject(1)).toBe('four')
})

// Would catch: a look that leaves an empty database behind, which would pass for a cache that was emptied.
test('where there is no cache none is made, and a deletion does not wait for the reading', async () => {
  const agentId = crypto.randomUUID()
  expect(await new EarlyCache(agentId).take()).toBeNull()
  expect(await Dexie.exists(cacheName(agentId))).toBe(false)
  const desk = await withCopy()
  const early = new EarlyCache(desk.agentId)
  await early.begun
  desk.cache.close()
  await Dexie.delete(cacheName(desk.agentId))
  expect(await isAsRead(early)).toBe(false)
  expect(await Dexie.exists(cacheName(desk.agentId))).toBe(false)
})
