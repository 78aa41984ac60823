import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { compact } from '#renderer/sync/compaction.ts'
import { cacheName } from '#renderer/sync/cache-layout.ts'
import { EarlyCache } from '#renderer/sync/early-cache.ts'
import { CachedDesk, atOnce, caseRow, put } from './cached-desk.ts'

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
  expect(await early.take()).toBeNull()
})

// Would catch: a window that opens on rows that another one has changed since, and then writes its own changes behind theirs [S20].
test('what was written since it was read makes the reading worthless [S20]', async () => {
  const desk = await withCopy()
  const beforeEntry = new EarlyCache(desk.agentId)
  await beforeEntry.begun
  await desk.append('c3', [put('cases', 3, caseRow(1, 'three'))])
  expect(await beforeEntry.take()).toBeNull()
  const beforePacks = new EarlyCache(desk.agentId)
  await beforePacks.begun
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await beforePacks.take()).toBeNull()
  const beforeCopy = new EarlyCache(desk.agentId)
  await beforeCopy.begun
  await desk.snapshot('e1', [[put('cases', 1, caseRow(1, 'anew'))]])
  expect(await beforeCopy.take()).toBeNull()
  expect((await new EarlyCache(desk.agentId).take())?.mark.cursor).toBe('e1')
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
  expect(await early.take()).toBeNull()
  expect(await Dexie.exists(cacheName(desk.agentId))).toBe(false)
})
