import type Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { DexieOutbox, OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import type { OutboxRecord } from '#renderer/sync/disk.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { CachedDesk, caseRow, put } from './cached-desk.ts'

const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))

const waiting = (seq: number): OutboxRecord => ({
  is: 'waiting',
  entry: { opId: crypto.randomUUID(), name: 'case.note', args: {}, at: '2026-11-22T07:00:00.000Z', dependsOn: [], seq },
})

/** As a browser does it: the database is closed, and cannot be opened as long as the disk has no room for its files. */
function closedByBrowser(database: Dexie): void {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError')
  })
  database.close({ disableAutoOpen: false })
}

afterEach(() => vi.restoreAllMocks())

// Would catch: notes that wait in memory alone for as long as the window is open, because the disk was full once.
test('a home that the browser closed on a full disk takes writes again once there is room', async () => {
  const agentId = crypto.randomUUID()
  const database = new OutboxDatabase(agentId)
  const home = new DexieOutbox(database, seal)
  await home.replace({ generation: 'g1', records: [waiting(1)] })
  closedByBrowser(database)
  await expect(home.write({ put: [waiting(2)], drop: [] })).rejects.toThrow(/backing store/)
  vi.restoreAllMocks()
  await home.write({ put: [waiting(3)], drop: [] })
  expect((await new DexieOutbox(new OutboxDatabase(agentId), seal).load()).records).toHaveLength(2)
})

// Would catch: a note that is called refused because the browser closed the database in the middle of its transaction.
test('a write that the browser broke off is made once more', async () => {
  const agentId = crypto.randomUUID()
  const home = new DexieOutbox(new OutboxDatabase(agentId), seal)
  await home.replace({ generation: 'g1', records: [] })
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('Connection is closing.', 'AbortError')
  })
  await home.write({ put: [waiting(1)], drop: [] })
  expect((await home.load()).records).toHaveLength(1)
})

// Would catch: a home that an ended window opens anew, beside the one that has taken its place.
test('a home that was closed on purpose stays closed', async () => {
  const home = new DexieOutbox(new OutboxDatabase(crypto.randomUUID()), seal)
  await home.replace({ generation: 'g1', records: [] })
  await home.close()
  await expect(home.write({ put: [waiting(1)], drop: [] })).rejects.toThrow(/closed/i)
})

// Would catch: a desk that shows the service's changes and keeps none of them until it is loaded again.
test('the cache takes changes again after the browser had closed it', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one'))]])
  closedByBrowser(desk.cache.database)
  await expect(desk.append('c2', [put('cases', 2, caseRow(1, 'two'))])).rejects.toThrow(/backing store/)
  vi.restoreAllMocks()
  // Behind the hole only a whole new copy counts.
  await desk.snapshot('c3', [[put('cases', 3, caseRow(1, 'three'))]])
  await desk.append('c4', [put('cases', 4, caseRow(1, 'four'))])
  expect([await desk.restart(), desk.subject(1)]).toEqual([{ cursor: 'c4', settled: 0, damaged: 0 }, 'four'])
})
