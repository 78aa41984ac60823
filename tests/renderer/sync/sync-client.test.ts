import { expect, test } from 'vitest'
import type { Dial, Link, LinkHandlers } from '#renderer/sync/link.ts'
import { SyncClient } from '#renderer/sync/sync-client.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import type { PullReply, PushReply, PushRequest, ToldPage } from '#shared/sync/protocol.ts'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'
import { packsOf } from './packs-of.ts'

const unasked = (): Promise<never> => Promise.reject(new Error('not asked for in this test'))

interface Answers {
  readonly pulls: PullReply[]
  readonly pushes?: PushReply[]
}

/** A service that says hello to each connection and gives these answers, one after the other; after them pulls fail. */
function serviceAnswering({ pulls, pushes = [] }: Answers): {
  dial: Dial
  connections: () => number
  pushed: () => readonly PushRequest[]
  tell: (page: ToldPage) => void
} {
  let connections = 0
  let tell: LinkHandlers['patch'] = () => undefined
  const pushed: PushRequest[] = []
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
      push: (request) => {
        pushed.push(request)
        return Promise.resolve(pushes.shift() ?? { ok: true, last: request.mutations.at(-1)?.mid ?? 0 })
      },
      pull: () => Promise.resolve(pulls.shift() ?? { failed: 'bad-frame' }),
      thread: unasked,
      digest: () => Promise.resolve({ failed: 'busy' }),
      present: () => undefined,
      purged: () => undefined,
      copy: unasked,
      close: () => undefined,
    }
  }
  return { dial, connections: () => connections, pushed: () => pushed, tell: (page) => tell(page) }
}

const atHead = { base: 'c1', to: 'c1', isLast: true, changes: [], results: [] }

/** A window that stands at the cursor `c1`, and time that passes when told. */
async function aWindow() {
  const scheduler = new Scheduler()
  const pass = (ms: number): Promise<void> => scheduler.runUntil(scheduler.now + ms)
  const life = new Life(scheduler)
  let ids = 7
  const clock = clockOf(scheduler, life, new Random(1), { newId: () => idOf((ids += 1)), skew: () => 0 })
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
  const taking = intake.take(packsOf([{ t: 'cases', id: aCase().id, v: 1, row: aCase() }]), () => undefined)
  await pass(1000)
  await taking
  const finishing = intake.finish('c1')
  await pass(1000)
  await finishing
  return { store, clock, pass }
}

// Would catch: a second wave after an outage, of windows that were told to wait and come back through the door instead.
test('[S15] a window that is told to pull later does so on the connection it has', async () => {
  const { store, clock, pass } = await aWindow()
  const page = { ...atHead, to: 'c2' }
  const busy = { failed: 'busy', retryAfter: 2000 } as const
  const service = serviceAnswering({ pulls: [busy, busy, page] })
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(3000)
  expect([store.cursor, client.state.isCaughtUp]).toEqual(['c1', false])
  await pass(4000)
  expect([store.cursor, client.state.isCaughtUp, service.connections()]).toEqual(['c2', true, 1])
  client.stop()
})

// Would catch: a thousand windows with something to send that all leave and come back because the service is busy for a second.
test('[S15] a window that is told to push later does so on the connection it has, the same and in its order', async () => {
  const { store, clock, pass } = await aWindow()
  const busy = { ok: false, reason: 'busy', retryAfter: 2000 } as const
  const service = serviceAnswering({ pulls: [atHead, ...Array<PullReply>(20).fill(atHead)], pushes: [busy] })
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(1000)
  store.mutate('case.note', { caseId: aCase().id, messageId: idOf(0x51), text: 'Called them.' })
  await pass(1000)
  expect(service.pushed()).toHaveLength(1)
  await pass(3000)
  const [first, second] = service.pushed()
  expect([second, service.pushed().length, service.connections()]).toEqual([first, 2, 1])
  client.stop()
})

// Would catch: a service that lets windows in and then fails them, asked by each of them once a second.
test('[S15] a window that is let in and failed each time tries more and more seldom', async () => {
  const { store, clock, pass } = await aWindow()
  const service = serviceAnswering({ pulls: [] })
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(3_600_000)
  expect(service.connections()).toBeLessThan(300)
  client.stop()
})

// Would catch: what differs put on another version than it names, which gives a case that never was; or a page that is left out for good.
test('[S6] a page that tells what differs from a version that is not here is pulled instead', async () => {
  const row = aCase()
  const { store, clock, pass } = await aWindow()
  const told = (base: string, to: string, was: number, subject: string): ToldPage => ({
    base,
    to,
    isLast: true,
    changes: [{ t: 'cases', id: row.id, v: was + 1, was, set: { subject } }],
    results: [],
  })
  const pulled = { ...row, subject: 'Pulled' }
  const change = { t: 'cases', id: row.id, v: 9, row: pulled }
  const service = serviceAnswering({ pulls: [atHead, { ...atHead, base: 'c2', to: 'c4', changes: [change] }] })
  const client = new SyncClient(store, service.dial, clock)
  client.start()
  await pass(1000)
  service.tell(told('c1', 'c2', 1, 'Told'))
  await pass(1000)
  expect([store.cursor, store.get('cases', row.id)]).toEqual(['c2', { ...row, subject: 'Told' }])
  service.tell(told('c2', 'c3', 7, 'From nowhere'))
  await pass(1000)
  expect([store.cursor, store.get('cases', row.id)]).toEqual(['c4', pulled])
  client.stop()
})
