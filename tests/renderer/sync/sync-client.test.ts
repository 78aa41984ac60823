import { expect, test } from 'vitest'
import type { Dial, Link, LinkHandlers } from '#renderer/sync/link.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import type { PullReply, RowChange, ToldPage } from '#shared/sync/protocol.ts'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'

const unasked = (): Promise<never> => Promise.reject(new Error('not asked for in this test'))

/** A service that says hello to each connection and answers its pulls with these, one after the other. */
function serviceAnswering(replies: PullReply[]): {
  dial: Dial
  connections: () => number
  tell: (page: ToldPage) => void
} {
  let connections = 0
  let tell: LinkHandlers['patch'] = () => undefined
  const dial: Dial = (_clientId, handlers: LinkHandlers): Link => {
    connections += 1
    tell = handlers.patch
    const hello = {
      nonce: idOf(1),
      serverAt: '2026-11-22T07:00:00.000Z',
      agentId: anAgent().id,
      workspace: 'Northwind',
    }
    queueMicrotask(() => handlers.up(hello))
    return {
      push: unasked,
      pull: () => Promise.resolve(replies.shift() ?? { failed: 'bad-frame' }),
      thread: unasked,
      digest: () => Promise.resolve({ failed: 'busy' }),
      present: () => undefined,
      purged: () => undefined,
      copy: unasked,
      close: () => undefined,
    }
  }
  return { dial, connections: () => connections, tell: (page) => tell(page) }
}

/** A store that stands at `c1`, with the case `given` where one is, in virtual time. */
async function storeAtFirst(given: RowChange[] = []) {
  const scheduler = new Scheduler()
  const pass = (ms: number): Promise<void> => scheduler.runUntil(scheduler.now + ms)
  const life = new Life(scheduler)
  const clock = clockOf(scheduler, life, new Random(1), { newId: () => idOf(7), skew: () => 0 })
  const behaviour = { delay: () => 1, isRefused: () => false }
  const disks = {
    cache: new MemoryCacheDisk([], life, behaviour),
    outbox: memoryHomes({ first: [], second: [] }, life, clock, { behaviour }),
  }
  const opening = SyncStore.open(anAgent(), disks, clock)
  await pass(1000)
  const store = await opening
  const beginning = store.beginSnapshot()
  await pass(1000)
  const intake = await beginning
  const finishing = intake.finish('c1')
  await pass(1000)
  await finishing
  await Promise.all([store.applyPage({ base: 'c1', to: 'c1', isLast: true, changes: given, results: [] }), pass(1000)])
  return { store, clock, pass }
}

// Would catch: a second wave after an outage, of windows that were told to wait and come back through the door instead.
test('[S15] a window that is told to pull later does so on the connection it has', async () => {
  const { store, clock, pass } = await storeAtFirst()
  const page = { base: 'c1', to: 'c2', isLast: true, changes: [], results: [] }
  const service = serviceAnswering([{ failed: 'busy', retryAfter: 2000 }, { failed: 'busy', retryAfter: 2000 }, page])
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(3000)
  expect([store.cursor, client.state.isCaughtUp]).toEqual(['c1', false])
  await pass(4000)
  expect([store.cursor, client.state.isCaughtUp, service.connections()]).toEqual(['c2', true, 1])
  client.stop()
})

// Would catch: what differs put on another version than it names, which gives a case that never was; or a page that is left out for good.
test('[S6] a page that tells what differs from a version that is not here is pulled instead', async () => {
  const row = aCase()
  const { store, clock, pass } = await storeAtFirst([{ t: 'cases', id: row.id, v: 5, row }])
  const told = (base: string, to: string, was: number, subject: string): ToldPage => ({
    base,
    to,
    isLast: true,
    changes: [{ t: 'cases', id: row.id, v: was + 1, was, set: { subject } }],
    results: [],
  })
  const pulled = { ...row, subject: 'Pulled' }
  const change = { t: 'cases', id: row.id, v: 9, row: pulled }
  const service = serviceAnswering([
    { base: 'c1', to: 'c1', isLast: true, changes: [], results: [] },
    { base: 'c2', to: 'c4', isLast: true, changes: [change], results: [] },
  ])
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(1000)
  service.tell(told('c1', 'c2', 5, 'Told'))
  await pass(1000)
  expect([store.cursor, store.get('cases', row.id)]).toEqual(['c2', { ...row, subject: 'Told' }])
  service.tell(told('c2', 'c3', 7, 'From nowhere'))
  await pass(1000)
  expect([store.cursor, store.get('cases', row.id)]).toEqual(['c4', pulled])
  client.stop()
})
