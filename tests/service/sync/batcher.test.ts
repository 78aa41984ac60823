import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Batcher, type BatcherPorts } from '#service/sync/batcher.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { Desk } from '../desk.ts'
import { note } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const batcherOn = (ledger: Ledger, more: Partial<BatcherPorts> = {}): Batcher =>
  new Batcher({
    ledger,
    now: () => new Date().toISOString(),
    committed: () => undefined,
    ruleThrew: () => undefined,
    storeFailed: () => undefined,
    measured: () => undefined,
    ...more,
  })

// Catches: one commit per mutation, which is ten times slower, or a batch without a bound.
test('[S5] what arrives while a batch runs shares the next, up to two hundred mutations; beyond thousands windows wait', async () => {
  const sizes: number[] = []
  const batcher = batcherOn(new PostgresLedger(desk.pool), { measured: ({ mutations }) => sizes.push(mutations) })
  const [agent, held] = [await desk.agent('ana'), await desk.held('ana')]
  const submit = () => {
    const mutations = [note(1, 'M1')]
    return batcher.submit(1, () => ({ actor: { kind: 'agent', agent }, held, clientId: randomUUID(), mutations }))
  }
  const done = await Promise.all(Array.from({ length: 430 }, submit))
  expect(done.every(({ reply }) => reply.ok)).toBe(true)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(430)
  expect(Math.max(...sizes)).toBe(200)
  expect(sizes.length).toBeLessThanOrEqual(4)
  const many = batcher.submit(6000, () => null)
  expect((await submit()).reply).toMatchObject({ ok: false, reason: 'busy' })
  expect((await many).reply).toMatchObject({ reason: 'not-signed-in' })
  expect((await submit()).reply).toMatchObject({ ok: true })
})

// Catches: windows that take a database that is down for a refusal, or that all come back in the same moment.
test('[S15] while the database is down every push is answered busy, and nothing is counted', async () => {
  const down: Ledger = { atOnce: 1, inBatch: () => Promise.reject(new Error('connect ECONNREFUSED')) }
  const push = await desk.push('ana', randomUUID(), [note(1, 'M1')])
  const { reply } = await batcherOn(down).submit(1, () => push)
  expect(reply).toMatchObject({ ok: false, reason: 'busy' })
  expect(reply).toHaveProperty('retryAfter')
  expect((await desk.run([push])).replies).toEqual([{ ok: true, last: 1 }])
})

// Catches: one mutation that cannot be stored holding up its own window, or everyone who shared its batch.
test('[S15] a mutation that the database cannot keep is refused alone; the others go through', async () => {
  await desk.pool.query(`alter table rows add constraint cannot_be_kept check (row::text not like '%cannot be kept%')`)
  const poison = note(2, 'M1', { text: 'cannot be kept' })
  const batcher = batcherOn(new PostgresLedger(desk.pool))
  const [mine, theirs] = await Promise.all([
    desk.push('ana', randomUUID(), [note(1, 'M1'), poison, note(3, 'M1')]),
    desk.push('siti', randomUUID(), [note(1, 'L1')]),
  ])
  const [one, two] = await Promise.all([batcher.submit(3, () => mine), batcher.submit(1, () => theirs)])
  expect(one.reply).toEqual({ ok: true, last: 3 })
  expect(one.results.map(({ outcome }) => outcome)).toEqual([
    { applied: true },
    { refused: 'bad-arguments' },
    { applied: true },
  ])
  expect(two.results.map(({ outcome }) => outcome)).toEqual([{ applied: true }])
})

// Catches: rights that were lost between asking and running.
test('[S16] a push whose agent may do nothing any more when it runs is not run', async () => {
  const head = await desk.head()
  const { reply } = await batcherOn(new PostgresLedger(desk.pool)).submit(1, () => null)
  expect(reply).toEqual({ ok: false, reason: 'not-signed-in' })
  expect(await desk.head()).toBe(head)
})

// Catches: a stop that drops what was already taken in.
test('closing waits for what was taken, and takes nothing more', async () => {
  const batcher = batcherOn(new PostgresLedger(desk.pool))
  const push = await desk.push('ana', randomUUID(), [note(1, 'M1')])
  const taken = batcher.submit(1, () => push)
  await batcher.close()
  expect((await taken).reply).toEqual({ ok: true, last: 1 })
  expect((await batcher.submit(1, () => push)).reply).toMatchObject({ ok: false, reason: 'busy' })
})
