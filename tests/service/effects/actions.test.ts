import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { executeAction } from '#service/effects/execute-action.ts'
import { LedgerAdapter } from '#service/effects/ledger-adapter.ts'
import { disputed } from '../dispute-world.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { idOf, sent } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
  const limit = { role: 'tier-1', market: null, kind: 'refund', most: 50, currency: 'USD', active: true }
  await on.desk.write([...disputed(), { table: 'limits', row: { id: idOf('limits', 'one'), ...limit } }])
})
afterAll(() => on.close())

const asking = (mid: number, actionId: string, amount: number) =>
  sent(mid, 'action.ask', {
    caseId: idOf('cases', 'D1'),
    actionId,
    eventId: randomUUID(),
    kind: 'refund',
    orderId: idOf('orders', 'O1'),
    partyId: idOf('parties', 'buyer'),
    amount,
    reason: 'Broken',
  })

const book = () =>
  select<{ id: string; action_id: string; amount: string }>(on.desk.pool, 'select * from action_ledger')

// Catches: money that is only said to have gone, that goes before it was ordered, or goes out while nobody may.
test('[S24] what was ordered stands in the ledger once and says so on its case; what waits for somebody does not', async () => {
  const [within, beyond] = [randomUUID(), randomUUID()]
  const window = await TestWindow.open(on, 'ana')
  await window.push(asking(1, within, 20), asking(2, beyond, 60))
  await expect
    .poll(
      async () => {
        await window.catchUp()
        return window.copy.get(`actions/${within}`)?.row['state']
      },
      { timeout: 8000 },
    )
    .toBe('executed')
  expect(window.copy.get(`actions/${beyond}`)?.row['state']).toBe('asked')
  expect(await book()).toMatchObject([{ action_id: within, amount: '20.00' }])
  window.close()
})

// Catches: a service that dies between the ledger and its mark, and pays twice when it is back.
test('[S24] the same order twice is one entry with one reference', async () => {
  const adapter = new LedgerAdapter(on.desk.pool, () => new Date())
  const named: unknown[] = []
  const carry = executeAction(
    adapter,
    async (mutation) => void named.push(mutation),
    () => new Date(),
  )
  const ids = { actionId: randomUUID(), caseId: randomUUID(), orderId: randomUUID(), partyId: randomUUID() }
  const payload = { ...ids, kind: 'refund', amount: 5, currency: 'USD', reason: 'Broken', orderedBy: 'Ana' }
  const effect = { id: randomUUID(), kind: 'execute-action', payload, attempts: 1 }
  await carry(effect)
  await carry(effect)
  const entries = (await book()).filter(({ action_id: id }) => id === ids.actionId)
  expect(entries).toHaveLength(1)
  expect(named).toHaveLength(2)
  expect(new Set(named.map((mutation) => (mutation as { opId: string }).opId)).size).toBe(1)
})

test('the ledger is only ever added to', async () => {
  await expect(on.desk.pool.query('update action_ledger set amount = 1')).rejects.toThrow('only ever added to')
  await expect(on.desk.pool.query('delete from action_ledger')).rejects.toThrow('only ever added to')
})
