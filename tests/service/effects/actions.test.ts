import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { calledFor } from '#service/effects/called-for.ts'
import { executeAction } from '#service/effects/execute-action.ts'
import { LedgerAdapter } from '#service/effects/ledger-adapter.ts'
import { disputed, waiting } from '../dispute-world.ts'
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
  const carry = executeAction({
    adapter,
    name: async (mutation) => void named.push(mutation),
    isDue: async () => true,
    now: () => new Date(),
  })
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

/** An action that was ordered for a dispute, which is by now in this state; and what its effect has to say. */
async function orderedOn(name: string, state: 'refund-due' | 'fraud-hold' | 'withdrawn') {
  const { pool } = on.desk
  const dispute = waiting(name, '2027-01-01T00:00:00.000Z')
  const by = { at: '2026-11-22T07:00:00.000Z', byAgentId: idOf('agents', 'siti'), byName: 'Siti' }
  const action = {
    id: idOf('actions', name),
    caseId: idOf('cases', 'D1'),
    kind: 'partial-refund',
    orderId: idOf('orders', 'O1'),
    partyId: idOf('parties', 'buyer'),
    amount: 80,
    currency: 'USD',
    reason: 'The seller agrees.',
    state: 'ordered',
    asked: by,
    ordered: by,
    declined: null,
    executed: null,
    disputeId: dispute.id,
  }
  const work = { ...(dispute['work'] as object), state, clock: { runs: false, why: 'is-over' } }
  await on.desk.write([
    { table: 'disputes', row: { ...dispute, work } },
    { table: 'actions', row: action },
  ])
  const adapter = new LedgerAdapter(pool, () => new Date())
  const carry = executeAction({
    adapter,
    isDue: calledFor(pool),
    now: () => new Date(),
    name: (mutation) =>
      on.desk.run([{ actor: { kind: 'system', name: 'clock' }, held: ['*'], clientId: null, mutations: [mutation] }]),
  })
  const { id: actionId, caseId, orderId, partyId, kind, amount, currency, reason, disputeId } = action
  const order = { actionId, caseId, orderId, partyId, kind, amount, currency, reason, orderedBy: 'Siti' }
  const effect = { id: randomUUID(), kind: 'execute-action', payload: { ...order, disputeId }, attempts: 1 }
  return { adapter, order: { ...order, idempotencyId: effect.id }, carry: () => carry(effect) }
}
const entriesOf = async (name: string) =>
  (await book()).filter(({ action_id: id }) => id === idOf('actions', name)).length

// Catches: a payment that goes out an hour after its dispute was put on hold, since nobody looked again.
test.each(['fraud-hold', 'withdrawn'] as const)(
  'what was ordered is not paid once its dispute is in %s, and its case says so',
  async (state) => {
    const { carry } = await orderedOn(state, state)
    expect(await carry()).toEqual({ isDone: true })
    expect(await entriesOf(state)).toBe(0)
    expect(await on.desk.row('actions', state)).toMatchObject({ state: 'stopped', stopped: { dispute: state } })
  },
)

// Catches: an action that is said to be stopped although the money went before the hold.
test('what stands in the ledger already is said to be carried out, whatever became of its dispute', async () => {
  const { adapter, order, carry } = await orderedOn('paid-before', 'fraud-hold')
  await adapter.execute(order)
  expect(await carry()).toEqual({ isDone: true })
  expect(await on.desk.row('actions', 'paid-before')).toMatchObject({ state: 'executed' })
  expect(await entriesOf('paid-before')).toBe(1)
})

test('what its dispute calls for is paid', async () => {
  const { carry } = await orderedOn('due', 'refund-due')
  expect(await carry()).toEqual({ isDone: true })
  expect(await entriesOf('due')).toBe(1)
  expect(await on.desk.row('actions', 'due')).toMatchObject({ state: 'executed' })
})

test('the ledger is only ever added to', async () => {
  await expect(on.desk.pool.query('update action_ledger set amount = 1')).rejects.toThrow('only ever added to')
  await expect(on.desk.pool.query('delete from action_ledger')).rejects.toThrow('only ever added to')
})
