import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { loadDemo } from '#service/demo/load-demo.ts'
import { allRows } from '#service/sync/rows.ts'
import { DeskAction } from '#shared/domain/desk-action.ts'
import { Dispute } from '#shared/domain/dispute.ts'
import { createTestDatabase } from '../test-database.ts'

const now = new Date('2026-11-22T07:00:00.000Z')
let pool: Pool
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  pool = openPool(database.url, () => undefined)
  await migrate(pool)
  drop = () => database.drop()
})
afterAll(async () => {
  await pool.end()
  await drop()
})

const actions = async (): Promise<DeskAction[]> =>
  (await allRows(pool, ['actions'])).map(({ row }) => DeskAction.parse(row))
const ledger = () =>
  select<{ reference: string; action_id: string; amount: number | null }>(
    pool,
    `select 'L-' || lpad(entry::text, 6, '0') as reference, action_id, amount::float8 as amount from action_ledger order by entry`,
  )

// Catches: money that a case of the demo says was paid, and that no book has.
test('what the demo says was carried out stands in its ledger, under the same reference', async () => {
  expect(await loadDemo(pool, now)).toBe(true)
  const executed = (await actions()).flatMap(({ id, amount, executed: done }) =>
    done === null ? [] : [{ reference: done.reference, action_id: id, amount }],
  )
  expect(executed.length).toBeGreaterThanOrEqual(4)
  expect(executed.sort((a, b) => a.reference.localeCompare(b.reference))).toEqual(await ledger())
  const paid = (await allRows(pool, ['disputes'])).flatMap(({ row }) => Dispute.parse(row).work?.executed ?? [])
  expect(paid.length).toBeGreaterThanOrEqual(2)
  const references = new Set(executed.map(({ reference }) => reference))
  expect(paid.filter(({ reference }) => !references.has(reference))).toEqual([])
})

// Catches: an action that stands as ordered in the demo for ever, because nothing was told to carry it out.
test('what the demo has ordered is about to be carried out, once', async () => {
  const ordered = (await actions()).filter(({ state }) => state === 'ordered').map(({ id }) => id)
  const effects = await select<{ about: string }>(pool, `select about from effects where kind = 'execute-action'`)
  expect(effects.map(({ about }) => about)).toEqual(ordered)
  expect(ordered).not.toEqual([])
  const before = await ledger()
  expect(await loadDemo(pool, now)).toBe(true)
  expect(await ledger()).toEqual(before)
})
