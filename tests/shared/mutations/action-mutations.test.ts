import { expect, test } from 'vitest'
import type { ActionLimit } from '#shared/domain/desk-action.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import { idOf } from '#tests/builders.ts'
import { ana, ben, customer, fresh, mei, onCase, order, seller } from './dispute-desk.ts'
import { OnRows } from './on-rows.ts'

const limit = (n: number, set: Partial<ActionLimit>): ActionLimit => ({
  id: idOf(0x900 + n),
  role: 'tier-1',
  market: null,
  kind: 'refund',
  most: 30,
  currency: 'USD',
  active: true,
  ...set,
})
const limits = [
  limit(0, {}),
  limit(1, { role: 'tier-2', most: 90 }),
  limit(2, { kind: 'seller-warning', most: 0, currency: null }),
  limit(3, { role: 'tier-2', kind: 'seller-warning', most: null, currency: null }),
  limit(4, { market: 'PH', most: 1000, currency: 'PHP' }),
]
const newDesk = (): OnRows => new OnRows({ cases: [onCase], orders: [order], limits })
const actionId = idOf(0xa00)
const asking = (set: Partial<ArgsOf<'action.ask'>> = {}): ArgsOf<'action.ask'> => ({
  caseId: onCase.id,
  actionId,
  eventId: fresh(),
  kind: 'refund',
  orderId: order.id,
  partyId: customer.id,
  amount: 20,
  reason: 'It came broken.',
  ...set,
})
const which = () => ({ caseId: onCase.id, actionId, eventId: fresh() })
const approving = () => ({ ...which(), disputeId: null })
const stateOf = (desk: OnRows): string | undefined => desk.rows.get('actions', actionId)?.state

test('what is within one’s limit is ordered at once, and carried out once', () => {
  const desk = newDesk()
  expect(desk.run(ana, 'action.ask', asking())).toBeNull()
  expect(desk.rows.get('actions', actionId)).toMatchObject({ state: 'ordered', ordered: { byName: ana.name } })
  desk.runAsService('action.executed', { ...which(), reference: 'L-1' })
  desk.runAsService('action.executed', { ...which(), reference: 'L-2' })
  expect(desk.rows.get('actions', actionId)).toMatchObject({ state: 'executed', executed: { reference: 'L-1' } })
})

// Catches a limit that is passed by asking in parts.
test('what a case was given already counts towards the limit', () => {
  const desk = newDesk()
  desk.run(ana, 'action.ask', asking({ actionId: idOf(0xa01) }))
  desk.run(ana, 'action.ask', asking({ amount: 10.01 }))
  expect(stateOf(desk)).toBe('asked')
})

test('what is beyond one’s limit waits for somebody whose limit reaches that far, and who did not ask for it', () => {
  const desk = newDesk()
  desk.run(ana, 'action.ask', asking({ amount: 80 }))
  expect(stateOf(desk)).toBe('asked')
  expect(desk.run(ana, 'action.approve', approving())).toEqual({ refused: 'own-request' })
  expect(desk.run({ ...ana, id: idOf(0x44) }, 'action.approve', approving())).toEqual({ refused: 'above-limit' })
  expect(desk.run(ben, 'action.approve', approving())).toBeNull()
  expect(desk.rows.get('actions', actionId)).toMatchObject({ state: 'ordered', ordered: { byName: ben.name } })
  expect(desk.run(mei, 'action.approve', approving())).toEqual({ refused: 'action-moved-on', about: 'ordered' })
})

test('a limit in another currency, or of another market, allows nothing', () => {
  const desk = new OnRows({ cases: [{ ...onCase, market: 'PH' }], orders: [order], limits })
  desk.run(ana, 'action.ask', asking({ amount: 1 }))
  expect(stateOf(desk)).toBe('asked')
})

test('a measure costs nothing, is done to the seller, and may be kept from a role altogether', () => {
  const desk = newDesk()
  const warning = { kind: 'seller-warning', partyId: seller.id, amount: null } as const
  expect(desk.run(ana, 'action.ask', asking({ ...warning, partyId: customer.id }))).toEqual({ refused: 'not-a-party' })
  expect(desk.run(ana, 'action.ask', asking({ ...warning, amount: 1 }))).toEqual({ refused: 'bad-amount' })
  desk.run(ana, 'action.ask', asking(warning))
  expect(stateOf(desk)).toBe('asked')
  expect(desk.run(ben, 'action.approve', approving())).toBeNull()
})

test('nobody gives back more than was paid', () => {
  const desk = newDesk()
  desk.run(ben, 'action.ask', asking({ actionId: idOf(0xa02), amount: 60 }))
  expect(desk.run(ben, 'action.ask', asking({ kind: 'partial-refund', amount: 40.01 }))).toEqual({
    refused: 'bad-amount',
  })
})

test('what was asked is withdrawn by who asked, and declined with a reason by somebody who decides', () => {
  const desk = newDesk()
  desk.run(ana, 'action.ask', asking({ amount: 80 }))
  expect(desk.run(ben, 'action.withdraw', which())).toEqual({ refused: 'not-allowed' })
  expect(desk.run(ana, 'action.decline', { ...which(), why: 'No.' })).toEqual({ refused: 'not-allowed' })
  expect(desk.run(ben, 'action.decline', { ...which(), why: 'The photo is missing.' })).toBeNull()
  expect(desk.run(ana, 'action.withdraw', which())).toEqual({ refused: 'action-moved-on', about: 'declined' })
})
