import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBatchPool } from '#service/database/pool.ts'
import { AheadLedger, type AheadStore } from '#service/sync/ahead-ledger.ts'
import { Batcher } from '#service/sync/batcher.ts'
import type { Ledger, LedgerReads } from '#service/sync/ledger.ts'
import { PostgresAhead } from '#service/sync/postgres-ahead.ts'
import type { Push } from '#service/sync/run-mutations.ts'
import type { SettingsTable } from '#shared/tables.ts'
import { aField, aForm } from '#tests/builders.ts'
import { Desk } from '../desk.ts'
import { idOf, sent } from '../world.ts'

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

/** What every rule asks for of settings. */
const asked = ['forms', 'queues', 'calendars', 'clockPolicies']

const formId = idOf('forms', 'returns')
const form = aForm({ id: formId, fields: [aField()] })
const off = { ...form, active: false }
const queueWith = async (id: string | null) => {
  const queue = await desk.row('queues', 'manila')
  return { table: 'queues' as const, row: { ...queue, id: idOf('queues', 'manila'), formId: id } }
}

/** Counts how often tables of settings are read from the database. */
function counted(store: AheadStore): AheadStore & { reads: SettingsTable[] } {
  const reads: SettingsTable[] = []
  return {
    reads,
    reading: (work) =>
      store.reading((on) => {
        const counting: LedgerReads = {
          resultsOf: (asked) => on.resultsOf(asked),
          clients: (ids) => on.clients(ids),
          sentUnder: (clientId, mids) => on.sentUnder(clientId, mids),
          seenBy: (who, ids, parents) => on.seenBy(who, ids, parents),
          stored: (ids) => on.stored(ids),
          casesNaming: (ids) => on.casesNaming(ids),
          goneFiles: (ids) => on.goneFiles(ids),
          seenThrough: (ids) => on.seenThrough(ids),
          settings: async (names) => {
            const rows = await on.settings(names)
            reads.push(...names)
            return rows
          },
        }
        return work(counting)
      }),
    write: (writes, from, turn) => store.write(writes, from, turn),
    locked: (work) => store.locked(work),
  }
}

function heart(ledger: Ledger) {
  const failures: unknown[] = []
  const batcher = new Batcher({
    ledger,
    now: () => new Date().toISOString(),
    committed: () => undefined,
    ruleThrew: (_, error) => failures.push(error),
    storeFailed: (error) => failures.push(error),
    measured: () => undefined,
  })
  const run = async (push: Push) => {
    const { results } = await batcher.submit(push.mutations.length, () => push)
    expect(failures).toEqual([])
    return results.map(({ outcome }) => outcome)
  }
  return { run, client: randomUUID() }
}

const status = (mid: number, to: 'solved' | 'open') =>
  sent(mid, 'case.set-status', { caseId: idOf('cases', 'M1'), status: to })

const byImport = (row: object, table: 'forms' | 'queues' = 'forms'): Push => ({
  actor: { kind: 'system', name: 'import' },
  held: ['*'],
  clientId: null,
  mutations: [sent(1, 'rows.write', { rows: [{ table, row }] })],
})

const missing = { refused: 'fields-missing', about: 'reason' }

// Catches a form that the service does not look at, and one that holds for the rule but not for the batch after it.
test('what a case is asked is judged by the forms as they are at that moment, also within one batch', async () => {
  await desk.write([{ table: 'forms', row: form }, await queueWith(formId)])
  const client = randomUUID()
  const first = await desk.send('ana', client, status(1, 'solved'))
  expect(first.results[0]?.outcome).toEqual(missing)
  const push = await desk.push('ana', client, [status(2, 'solved')])
  const done = await desk.run([byImport(off), push])
  expect(done.results[1]?.[0]?.outcome).toEqual({ applied: true })
  await desk.write([{ table: 'forms', row: form }])
  await desk.send('ana', client, status(3, 'open'))
  expect((await desk.send('ana', client, status(4, 'solved'))).results[0]?.outcome).toEqual(missing)
})

// Catches a rule that is run on a form which a batch before it, decided ahead but not yet written, has changed.
test('[S5] a batch decided ahead of the one before it is judged by what that one makes of the forms', async () => {
  await desk.write([{ table: 'forms', row: form }, await queueWith(formId)])
  const store = counted(new PostgresAhead(pool))
  const held = Promise.withResolvers<void>()
  const begun: string[] = []
  const { run, client } = heart(
    new AheadLedger({
      reading: (work) => store.reading(work),
      locked: (work) => store.locked(work),
      write: (writes, from, turn) =>
        store.write(writes, from, async () => {
          await turn()
          begun.push(writes.mutations[0]?.name ?? '')
          if (begun.length === 1) await held.promise
        }),
    }),
  )
  // The first runs under the lock, and reads nothing ahead.
  await run(await desk.push('ana', client, [status(1, 'open')]))
  const switchingOff = run(byImport(off))
  await expect.poll(() => begun).toEqual(['rows.write'])
  const solving = run(await desk.push('ana', client, [status(2, 'solved')]))
  // It has seen the form that is still in the database.
  await expect.poll(() => store.reads).toContain('forms')
  held.resolve()
  expect(await switchingOff).toEqual([{ applied: true }])
  expect(await solving).toEqual([{ applied: true }])
  await run(await desk.push('ana', client, [status(3, 'open')]))
  expect(await run(byImport(form))).toEqual([{ applied: true }])
  expect(await run(await desk.push('ana', client, [status(4, 'solved')]))).toEqual([missing])
})

// Catches settings that are kept in mind although somebody else has written since, and ones that every batch reads anew.
test('[S5] forms are read once and kept in mind, until somebody else writes to the workspace', async () => {
  await desk.write([{ table: 'forms', row: form }, await queueWith(formId)])
  const store = counted(new PostgresAhead(pool))
  const { run, client } = heart(new AheadLedger(store))
  await run(await desk.push('ana', client, [status(1, 'open')]))
  for (let mid = 2; mid < 6; mid++) {
    expect(await run(await desk.push('ana', client, [status(mid, 'solved')]))).toEqual([missing])
  }
  // What the service itself writes to them needs no reading.
  await run(byImport(off))
  expect(await run(await desk.push('ana', client, [status(6, 'solved'), status(7, 'open')]))).toEqual([
    { applied: true },
    { applied: true },
  ])
  await run(byImport(form))
  expect(await run(await desk.push('ana', client, [status(8, 'solved')]))).toEqual([missing])
  expect(store.reads.toSorted()).toEqual([...asked].toSorted())
  await desk.write([{ table: 'forms', row: off }])
  expect(await run(await desk.push('ana', client, [status(9, 'solved')]))).toEqual([{ applied: true }])
  // Until nobody else seems to write here any more, and batches are decided ahead again.
  for (let mid = 10; mid < 40; mid++) await run(await desk.push('ana', client, [status(mid, 'open')]))
  expect(await run(await desk.push('ana', client, [status(40, 'solved')]))).toEqual([{ applied: true }])
  expect(store.reads.toSorted()).toEqual([...asked, ...asked].toSorted())
})
