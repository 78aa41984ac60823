import { expect, test } from 'vitest'
import type { CacheTrouble } from '#renderer/sync/disk.ts'
import { DiskLag } from '#renderer/sync/disk-lag.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { type CacheSteps, MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { type HomesSteps, contentAfter, memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'
import { packsOf } from './packs-of.ts'

const row = aCase()
const noTrouble: CacheTrouble = { missing: () => undefined, damaged: () => undefined }

/** A computer on whose disk there is room for the cache, or none. */
function computer(cache: CacheSteps = []) {
  const scheduler = new Scheduler()
  const outbox: HomesSteps = { first: [], second: [] }
  const state = { isFull: false }
  let ids = 0x1000
  const done = async <T>(promise: Promise<T>): Promise<T> => {
    const settled = Promise.allSettled([promise])
    await scheduler.runUntil(scheduler.now + 1000)
    await settled
    return promise
  }
  const open = (): Promise<SyncStore> => {
    const life = new Life(scheduler)
    const clock = clockOf(scheduler, life, new Random(1), { newId: () => idOf((ids += 1)), skew: () => 0 })
    const disk = new MemoryCacheDisk(cache, life, { delay: () => 1, isRefused: () => state.isFull })
    disk.watch(noTrouble)
    const homes = memoryHomes(outbox, life, clock, { behaviour: { delay: () => 1, isRefused: () => false } })
    return done(SyncStore.open(anAgent(), { cache: disk, outbox: homes }, clock))
  }
  return { state, cache, outbox, done, open }
}

const page = (base: string, to: string, v: number, subject: string) => ({
  base,
  to,
  isLast: true,
  changes: [{ t: 'cases', id: row.id, v, row: { ...row, subject, messageCount: 1 } }],
  results: [],
})

/** A window at the cursor `c1` with one case, on which a note waits. */
async function ready() {
  const { done, open, ...rest } = computer()
  const store = await open()
  const intake = await done(store.beginSnapshot())
  await done(intake.take(packsOf([{ t: 'cases', id: row.id, v: 1, row }]), () => undefined))
  await done(intake.finish('c1'))
  const named = store.mutate('case.note', { caseId: row.id, messageId: idOf(0x51), text: 'Called them.' })
  if ('refused' in named) throw new Error(named.refused)
  await done(named.isSaved)
  const result = { opId: named.opId, outcome: { applied: true } as const }
  return { ...rest, done, open, store, result }
}

// Would catch: a full disk on which each change of a colleague ends the connection and begins another whole copy, without end.
test('[S8] a disk that refuses stops nothing, keeps its older state whole, and takes everything once there is room', async () => {
  const { state, cache, outbox, done, open, store, result } = await ready()
  const told: boolean[] = []
  store.subscribe(() => told.push(store.lag.isBehind))
  state.isFull = true
  expect(await done(store.applyPage({ ...page('c1', 'c2', 2, 'First'), results: [result] }))).toBe(true)
  expect(await done(store.applyPage(page('c2', 'c3', 3, 'Later')))).toBe(true)
  expect([store.cursor, store.get('cases', row.id)?.subject, store.lag.isBehind]).toEqual(['c3', 'Later', true])
  expect(store.outbox.entries()).toEqual([])
  // Without the truth that holds it on disk, it still waits there.
  expect(contentAfter(outbox.first).entries).toHaveLength(1)
  await expect(done(store.lag.keepAgain())).rejects.toThrow('refused')
  const killed = await computer([...cache]).open()
  expect([killed.cursor, killed.get('cases', row.id)?.subject]).toEqual(['c1', row.subject])

  state.isFull = false
  await done(store.lag.keepAgain())
  expect([store.lag.isBehind, told.at(-1)]).toEqual([false, false])
  expect(contentAfter(outbox.first).entries).toEqual([])
  const again = await open()
  expect([again.cursor, again.get('cases', row.id)?.subject]).toEqual(['c3', 'Later'])
})

// Would catch: what the disk refused left out, or put behind what came later, when the next change finds room.
test('what was refused goes to disk in front of the next change', async () => {
  const { state, outbox, done, open, store, result } = await ready()
  state.isFull = true
  await done(store.applyPage({ ...page('c1', 'c2', 2, 'First'), results: [result] }))
  state.isFull = false
  await done(store.applyPage(page('c2', 'c3', 3, 'Later')))
  expect(store.lag.isBehind).toBe(false)
  expect(contentAfter(outbox.first).entries).toEqual([])
  const again = await open()
  expect([again.cursor, again.get('cases', row.id)?.subject]).toEqual(['c3', 'Later'])
})

// Would catch: a disk that is behind and is never offered again what it refused, because an earlier truth left the outbox after that.
test('what is refused while the outbox is written is still to be offered again', async () => {
  const lag = new DiskLag({ keepAgain: () => Promise.resolve() }, () => undefined)
  const outbox = Promise.withResolvers<undefined>()
  const settling = lag.settle(Promise.resolve(), [{ keep: () => outbox.promise, keepParked: () => Promise.resolve() }])
  await new Promise((resolve) => void setImmediate(resolve))
  expect(await lag.has(Promise.reject(new Error('the disk refused')))).toBe(false)
  outbox.resolve(undefined)
  await settling
  expect(lag.isBehind).toBe(true)
  await lag.keepAgain()
  expect(lag.isBehind).toBe(false)
})
