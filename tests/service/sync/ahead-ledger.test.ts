import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import { openBatchPool, select } from '#service/database/pool.ts'
import { AheadLedger } from '#service/sync/ahead-ledger.ts'
import { Batcher, type PushMaker } from '#service/sync/batcher.ts'
import { Directory } from '#service/sync/directory.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import { PostgresAhead } from '#service/sync/postgres-ahead.ts'
import type { BatchDone, Push } from '#service/sync/run-mutations.ts'
import { Desk } from '../desk.ts'
import { caseRow, idOf, note, sent } from '../world.ts'

let desk: Desk
let pool: Pool
beforeAll(async () => {
  desk = await Desk.open()
  pool = openBatchPool(desk.url, () => undefined)
})
afterAll(async () => {
  await pool.end()
  await desk.close()
})

/** A service's heart on the database, and what it committed. */
function heart(ledger: Ledger = new AheadLedger(new PostgresAhead(pool))) {
  const done: BatchDone[] = []
  const failures: unknown[] = []
  const directory = new Directory()
  const batcher = new Batcher({
    ledger,
    now: () => new Date().toISOString(),
    committed: (one) => {
      done.push(one)
      directory.follow(one.writes.rows)
    },
    ruleThrew: (_, error) => failures.push(error),
    storeFailed: (error) => failures.push(error),
    measured: () => undefined,
  })
  onTestFinished(() => expect(failures).toEqual([]))
  const run = (push: Push) => batcher.submit(push.mutations.length, () => push)
  return { batcher, done, directory, run }
}

const system = (table: 'agents' | 'cases', row: object): PushMaker => {
  const mutations = [sent(1, 'rows.write', { rows: [{ table, row }] })]
  return () => ({ actor: { kind: 'system', name: 'import' }, held: ['*'], clientId: null, mutations })
}

const runsOf = async (opId: string): Promise<number> =>
  (await select(desk.pool, 'select from mutations where op_id = $1', [opId])).length

// Catches: a batch written on what somebody else has changed since, and numbers that two services give twice or leave out.
test('[S5] two services and an import on one database: numbers without holes in commit order, and every change is there', async () => {
  const from = await desk.head()
  const [one, two] = [heart(), heart()]
  const windows = Array.from({ length: 8 }, () => randomUUID())
  const tag = (n: number, window: number) =>
    sent(n, 'case.change-tags', { caseId: idOf('cases', 'M1'), add: [`w${window} n${n}`], remove: [] })
  const lane = async (clientId: string, window: number): Promise<void> => {
    for (let n = 1; n <= 12; n++) {
      const { reply, results } = await (window % 2 === 0 ? one : two).run(
        await desk.push('ana', clientId, [tag(n, window)]),
      )
      expect(reply).toEqual({ ok: true, last: n })
      expect(results.map(({ outcome }) => outcome)).toEqual([{ applied: true }])
    }
  }
  const importing = async (): Promise<number> => {
    let written = 0
    for (let n = 0; n < 10; n++) {
      const { from: before, writes } = await desk.write([
        { table: 'cases', row: caseRow('M9', { subject: `At ${n}` }) },
      ])
      written += writes.head - before
    }
    return written
  }
  const [imported] = await Promise.all([importing(), ...windows.map(lane)])
  const stretches = [...one.done, ...two.done].map(({ from: start, writes }) => writes.head - start)
  expect(from + imported + stretches.reduce((sum, length) => sum + length, 0)).toBe(await desk.head())
  const tags = (await desk.row('cases', 'M1'))?.['tags'] as string[]
  expect(tags.filter((text) => /^w\d n\d+$/.test(text))).toHaveLength(8 * 12)
})

// Catches: the lock held from the first read on again, so that nothing is decided while the batch before is on its way to the disk.
test('[S5] a batch is decided on what the one before it is about to commit, and committed after it', async () => {
  const store = new PostgresAhead(pool)
  const order: string[] = []
  const held = Promise.withResolvers<void>()
  const ledger = new AheadLedger({
    reading: (work) => store.reading(work),
    locked: (work) => store.locked(work),
    write: (writes, from, turn) =>
      store.write(writes, from, async () => {
        await turn()
        order.push(`write ${writes.mutations[0]?.name}`)
        if (order.length === 1) await held.promise
      }),
  })
  const { run, done } = heart(ledger)
  const clientId = randomUUID()
  const push = (mid: number, name: string, args: object) => desk.push('ana', clientId, [sent(mid, name, args)])
  const caseId = idOf('cases', 'M1')
  // The first runs under the lock: nobody knows yet who else writes.
  await run(await push(1, 'case.set-priority', { caseId, priority: 'low' }))
  const [second, third] = [
    await push(2, 'case.change-tags', { caseId, add: ['second'], remove: [] }),
    await push(3, 'case.set-priority', { caseId, priority: 'urgent' }),
  ]
  const settled = [run(second)]
  await expect.poll(() => order).toEqual(['write case.change-tags'])
  settled.push(run(third))
  held.resolve()
  expect((await Promise.all(settled)).map(({ reply }) => reply)).toEqual([
    { ok: true, last: 2 },
    { ok: true, last: 3 },
  ])
  expect(order).toEqual(['write case.change-tags', 'write case.set-priority'])
  expect(done.map(({ from }) => from)).toEqual([done[0]?.from, done[0]?.writes.head, done[1]?.writes.head])
  const row = await desk.row('cases', 'M1')
  expect(row?.['priority']).toBe('urgent')
  expect(row?.['tags']).toContain('second')
})

// Catches: a batch asked for in the moment the one before is committed being put under the lock behind it, and each one after it in turn.
test('[S5] only the first batch takes the lock before it reads, also where windows go on as soon as they are answered', async () => {
  const store = new PostgresAhead(pool)
  let locked = 0
  const ledger = new AheadLedger({
    reading: (work) => store.reading(work),
    write: (writes, from, turn) => store.write(writes, from, turn),
    locked: (work) => {
      locked += 1
      return store.locked(work)
    },
  })
  const { run } = heart(ledger)
  const clientId = randomUUID()
  const pushes = await Promise.all([1, 2, 3, 4, 5].map((mid) => desk.push('ana', clientId, [note(mid, 'M1')])))
  for (const push of pushes) await run(push)
  expect(locked).toBe(1)
})

// Catches: what a known window sends being taken for new although the log has it.
test('[S2] a mutation that has run before is not run again, also where its window is known', async () => {
  const [earlier, mine] = [randomUUID(), randomUUID()]
  const old = note(1, 'M1')
  await desk.run([await desk.push('ana', earlier, [old])])
  const { run } = heart()
  for (const mid of [1, 2]) await run(await desk.push('ana', mine, [note(mid, 'M1')]))
  const { reply, results } = await run(await desk.push('ana', mine, [{ ...old, mid: 3 }]))
  expect(reply).toEqual({ ok: true, last: 3 })
  expect(results).toEqual([{ opId: old.opId, outcome: { applied: true } }])
  expect(await runsOf(old.opId)).toBe(1)
})

// Catches: a batch whose rights were looked up before the one in front of it took them away.
test('[S16] rights are those that the batch before left, also where it was still under way', async () => {
  const { batcher, directory } = heart()
  await directory.load(desk.pool)
  const siti: Agent = await desk.agent('siti')
  const clientId = randomUUID()
  const say = (mid: number): PushMaker => {
    const mutations = [note(mid, 'L1')]
    return () => {
      const agent = directory.active(siti.id)
      return agent && { actor: { kind: 'agent', agent }, held: directory.heldBy(siti.id), clientId, mutations }
    }
  }
  for (const mid of [1, 2]) expect((await batcher.submit(1, say(mid))).reply).toEqual({ ok: true, last: mid })
  // A connection that had still to be made would hold the second one up until the first is through.
  await Promise.all(Array.from({ length: 4 }, () => pool.query('select 1')))
  const closing = batcher.submit(1, system('agents', { ...siti, active: false }))
  // In a batch of its own, begun while the account is being closed.
  await Promise.resolve()
  await Promise.resolve()
  const late = batcher.submit(1, say(3))
  expect((await closing).results[0]?.outcome).toEqual({ applied: true })
  expect((await late).reply).toEqual({ ok: false, reason: 'not-signed-in' })
})
