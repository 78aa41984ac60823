import { afterEach, expect, test, vi } from 'vitest'
import { compact } from '#renderer/sync/compaction.ts'
import { packsOf } from '#tests/renderer/sync/packs-of.ts'
import { CachedDesk, atOnce, id, message, put } from './cached-desk.ts'
import { refuseWrites } from './refuse-writes.ts'

// Two of them are too much for one pack.
const threadBytes = 150_000
const long = 'x'.repeat(threadBytes)

/** Threads 0 to 39 in packs of their own, and an SOP. */
async function ready(): Promise<CachedDesk> {
  const desk = await CachedDesk.open()
  const threads = Array.from({ length: 40 }, (_, n) => put('messages', n + 1, message(n, n, `${n} ${long}`)))
  await desk.snapshot('c1', [[...threads, put('sopBodies', 90, { id: id(90), sopId: id(90), body: long })]])
  return desk
}

/** Which threads are on this disk. */
async function kept(desk: CachedDesk): Promise<number[]> {
  const directory = await desk.cache.cold.directory()
  const keys = new Set([...directory.present()].flatMap((entry) => entry.keys))
  return Array.from({ length: 40 }, (_, n) => n).filter((n) => keys.has(`messages/${id(n)}`))
}

// Would catch: a cache that throws away what the agent works on, or everything at once.
test('when the quota is nearly used up the threads that were not read for longest go, and no more than needed', async () => {
  const desk = await ready()
  desk.carried.add(`messages/${id(2)}`)
  await desk.texts(0)
  const most = 100 * threadBytes
  desk.room = { estimate: () => Promise.resolve({ usage: 0.95 * most, quota: most }) }
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  const left = await kept(desk)
  expect(left).toContain(0)
  expect(left).toContain(2)
  expect(left).not.toContain(1)
  expect(left).toHaveLength(40 - 15)
  expect(await desk.cache.coldRows('sopBodies', id(90))).toHaveLength(1)
})

test('while there is room nothing goes', async () => {
  const desk = await ready()
  desk.room = { estimate: () => Promise.resolve({ usage: 89, quota: 100 }) }
  await compact(desk.cache, desk.truth, atOnce)
  expect(await kept(desk)).toHaveLength(40)
})

// Would catch: a thread that is gone for good once it made room, or an order of use that a restart forgets.
test('a thread that made room is asked for when it is read, also after a restart, and the order of use is remembered', async () => {
  const desk = await ready()
  for (const n of [0, 1, 2]) await desk.texts(n)
  await compact(desk.cache, desk.truth, atOnce)
  await desk.restart()
  await desk.cache.eviction.free(37 * threadBytes)
  await desk.restart()
  expect(await desk.texts(20)).toEqual([])
  expect(desk.missing).toEqual([`messages/${id(20)}`])
  await desk.cache.keepCold([put('messages', 21, message(20, 20, 'fetched'))])
  expect(await desk.texts(20)).toEqual(['fetched'])
})

/** Bytes of the packs on this disk, SOPs too. */
const bytesHere = (desk: CachedDesk): Promise<number> => desk.cache.cold.bytesHere()

/** As many bytes as `left` of the forty threads and the SOP take. */
const roomFor = async (desk: CachedDesk, left: number): Promise<number> =>
  Math.ceil(((await bytesHere(desk)) * (left + 1)) / 41)

// Would catch: a limit of IT that nobody obeys, or that takes what the agent works on.
test('no more threads lie here than IT allows: those of cases that are done with go first, then open ones, and what is carried stays', async () => {
  const desk = await ready()
  for (let n = 0; n < 10; n++) desk.open.add(`messages/${id(n)}`)
  desk.carried.add(`messages/${id(12)}`)
  desk.mostBytes = await roomFor(desk, 35)
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await kept(desk)).toEqual([...Array.from({ length: 10 }, (_, n) => n), 12, ...threadsFrom(16)])
  expect(await bytesHere(desk)).toBeLessThanOrEqual(desk.mostBytes)

  desk.mostBytes = await roomFor(desk, 6)
  await compact(desk.cache, desk.truth, atOnce)
  const left = await kept(desk)
  expect(left).toContain(12)
  expect(left.filter((n) => n !== 12).every((n) => n < 10)).toBe(true)
  expect(await desk.cache.coldRows('sopBodies', id(90))).toHaveLength(1)
})

/** The threads from this one on. */
const threadsFrom = (first: number): number[] => Array.from({ length: 40 - first }, (_, n) => first + n)

// Would catch: a window that goes round in circles where what it needs is more than it may have.
test('where all that is here is carried nothing goes, whatever IT allows', async () => {
  const desk = await ready()
  for (let n = 0; n < 40; n++) desk.carried.add(`messages/${id(n)}`)
  desk.mostBytes = 1
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await kept(desk)).toHaveLength(40)
})

// Would catch: a thread that somebody opens and that goes again at once, because it was written last and read never; a limit that holds until the next change only.
test('a thread that was fetched for somebody stays, and another goes in its place', async () => {
  const desk = await ready()
  desk.mostBytes = await roomFor(desk, 20)
  await compact(desk.cache, desk.truth, atOnce)
  expect(await kept(desk)).not.toContain(3)
  // Everything else was read before.
  for (const n of await kept(desk)) await desk.texts(n)
  await desk.cache.keepCold([put('messages', 99, message(3, 3, `fetched ${long}`))])
  desk.mostBytes = await bytesHere(desk)
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await bytesHere(desk)).toBeLessThanOrEqual(desk.mostBytes)
  await desk.restart()
  const left = await kept(desk)
  expect(left).toContain(3)
  expect(left).not.toContain(20)
  expect(await desk.texts(3)).toEqual([`fetched ${long}`])
})

test('without a limit of IT nothing goes while there is room', async () => {
  const desk = await ready()
  await compact(desk.cache, desk.truth, atOnce)
  expect(await kept(desk)).toHaveLength(40)
})

/** The disk refuses so many writes for want of room. */
const full = (table: 'entries' | 'warmPacks', times: number): { readonly refused: number } =>
  refuseWrites(table, new DOMException('no room', 'QuotaExceededError'), times)

afterEach(() => vi.restoreAllMocks())

// Would catch: a download or a stretch of the feed that fails although old threads could make room for it.
test('a write for which there is no room makes some and is tried once more', async () => {
  const desk = await ready()
  const seen = full('entries', 1)
  await desk.append('c2', [put('messages', 99, message(99, 99, 'new'))])
  expect([seen.refused, (await kept(desk)).length < 40]).toEqual([1, true])
  expect((await desk.restart()).cursor).toBe('c2')
  expect(await desk.texts(99)).toEqual(['new'])
})

test('a write for which there is no room either way is reported, and the disk stays as it was', async () => {
  const desk = await ready()
  full('entries', 2)
  await expect(desk.append('c2', [put('messages', 99, message(99, 99, 'new'))])).rejects.toMatchObject({
    name: expect.stringMatching(/QuotaExceeded|Abort/) as string,
  })
  expect((await desk.restart()).cursor).toBe('c1')
})

test('a download makes room among the threads of the copy that it will take the place of', async () => {
  const desk = await ready()
  const seen = full('warmPacks', 1)
  const writer = await desk.cache.beginSnapshot()
  await writer.write(packsOf([put('queues', 1, { id: id(7) })]))
  expect([seen.refused, (await kept(desk)).length < 40]).toEqual([1, true])
  await writer.finish('d1')
  expect((await desk.restart()).cursor).toBe('d1')
})

test('where nothing may go the first refusal is reported', async () => {
  const desk = await ready()
  for (let n = 0; n < 40; n++) desk.carried.add(`messages/${id(n)}`)
  const seen = full('entries', 2)
  await expect(desk.append('c2', [])).rejects.toThrow(/no room|Quota|Abort/)
  expect([seen.refused, (await kept(desk)).length]).toEqual([1, 40])
})
