import { expect, test } from 'vitest'
import type { Dial, Link, LinkHandlers } from '#renderer/sync/link.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import type { PullReply } from '#shared/sync/protocol.ts'
import { anAgent, idOf } from '#tests/builders.ts'
import { MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'

const unasked = (): Promise<never> => Promise.reject(new Error('not asked for in this test'))

/** A service that says hello to each connection and answers its pulls with these, one after the other. */
function serviceAnswering(replies: PullReply[]): { dial: Dial; connections: () => number } {
  let connections = 0
  const dial: Dial = (_clientId, handlers: LinkHandlers): Link => {
    connections += 1
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
  return { dial, connections: () => connections }
}

// Would catch: a second wave after an outage, of windows that were told to wait and come back through the door instead.
test('[S15] a window that is told to pull later does so on the connection it has', async () => {
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
  const finishing = (await beginning).finish('c1')
  await pass(1000)
  await finishing

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
