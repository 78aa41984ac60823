import { expect, test } from 'vitest'
import type { Message } from '#shared/domain/message.ts'
import type { Refusal } from '#shared/refusals.ts'
import { aSop, anAgent, idOf } from '#tests/builders.ts'
import { DisputeDesk, aDeadline, ana, ben, customer, fresh, mei, order, seller, shown, which } from './dispute-desk.ts'

const newReview = (): DisputeDesk => {
  const desk = new DisputeDesk()
  desk.underReview()
  return desk
}
const appeal = (desk: DisputeDesk, evidence = [shown()]) =>
  desk.run(ana, 'dispute.appeal', { ...which, eventId: fresh(), side: 'seller', grounds: 'It was whole.', evidence })

const decided = (): DisputeDesk => {
  const desk = newReview()
  desk.run(ben, 'dispute.decide', desk.decision())
  return desk
}

test('a decision cites its clause, says what becomes of the money and tells both sides in one step', () => {
  const desk = newReview()
  const sop = aSop({ id: idOf(0x60), title: 'Damaged items', version: 4 })
  desk.rows.write([{ do: 'create', table: 'sops', row: sop }])
  const args = desk.decision({ clause: { text: 'Step 3', sopId: sop.id } })
  expect(desk.run(ben, 'dispute.decide', args)).toBeNull()
  expect(desk.work).toMatchObject({
    state: 'appeal-window',
    decision: {
      outcome: 'buyer',
      clause: { text: 'Step 3', title: 'Damaged items', version: 4 },
      money: { amount: 80, currency: 'USD', paidBy: 'seller' },
      byName: 'Ben Cruz',
    },
  })
  const sent = [args.told.customer, args.told.seller].map(
    ({ messageId }) => [...desk.rows.changes()].find(({ id }) => id === messageId)?.row as unknown as Message,
  )
  expect(sent.map(({ partyIds }) => partyIds)).toEqual([[customer.id], [seller.id]])
})

test('outcome and money go together', () => {
  const paid = { outcome: 'seller', amount: 1 } as const
  for (const set of [
    paid,
    { outcome: 'buyer', amount: 0 },
    { outcome: 'buyer', amount: 80.01 },
    { outcome: 'split', amount: 80 },
    { outcome: 'goodwill', amount: 0 },
  ] as const) {
    const desk = newReview()
    expect(desk.run(ben, 'dispute.decide', desk.decision(set))).toEqual({ refused: 'bad-amount' })
  }
  const desk = newReview()
  expect(desk.run(ben, 'dispute.decide', desk.decision({ outcome: 'goodwill', amount: 10 }))).toBeNull()
  expect(desk.work.decision?.money.paidBy).toBe('platform')
  expect(order.total).toBeGreaterThan(80)
})

test('only who may decide decides', () => {
  const desk = newReview()
  expect(desk.run(ana, 'dispute.decide', desk.decision())).toEqual({ refused: 'not-allowed' })
  expect(desk.requestEvidence(ana)).toEqual({ refused: 'not-allowed' })
})

// Catches a decision on a file that grew a moment before: a side's last word would count for nothing.
test('nothing is decided on a thread that moved on since [S18]', () => {
  const desk = newReview()
  expect(desk.run(ben, 'dispute.decide', desk.decision({ afterReplyId: idOf(0x99) }))).toEqual({
    refused: 'thread-moved',
  })
})

test('a side appeals with something new only', () => {
  const desk = newReview()
  const evidence = shown({ text: 'The parcel was whole.' })
  desk.run(ana, 'dispute.add-evidence', { ...which, eventId: fresh(), evidence })
  desk.run(ben, 'dispute.decide', desk.decision())
  expect(appeal(desk, [shown({ text: evidence.text })])).toEqual({ refused: 'evidence-not-new' })
  expect(appeal(desk, [])).toEqual({ refused: 'bad-arguments', about: 'evidence' })
  expect(appeal(desk, [shown({ text: 'A scan of the label.' })])).toBeNull()
  expect(desk.work).toMatchObject({ state: 'appeal-review', appeal: { side: 'seller', result: null } })
})

// Catches a judge in their own cause.
test('whoever took the decision does not decide the appeal against it', () => {
  const desk = decided()
  appeal(desk)
  expect(desk.run(ben, 'dispute.decide-appeal', desk.decision())).toEqual({ refused: 'own-decision' })
  expect(desk.run(ana, 'dispute.decide-appeal', desk.decision())).toEqual({ refused: 'not-allowed' })
  expect(desk.run(mei, 'dispute.decide-appeal', desk.decision({ outcome: 'seller', amount: 0 }))).toBeNull()
  expect(desk.work).toMatchObject({
    state: 'final',
    appeal: { result: 'overturned', was: { outcome: 'buyer', byName: 'Ben Cruz' } },
    decision: { outcome: 'seller', money: { amount: 0, paidBy: 'nobody' }, byName: 'Mei Tan' },
  })
})

test('an appeal that comes to the same upholds the decision', () => {
  const desk = decided()
  appeal(desk)
  desk.run(mei, 'dispute.decide-appeal', desk.decision())
  expect(desk.work.appeal?.result).toBe('upheld')
})

test('what is executed is what was decided last', () => {
  const desk = decided()
  appeal(desk)
  desk.run(mei, 'dispute.decide-appeal', desk.decision({ outcome: 'split', amount: 30 }))
  expect(desk.payOut(ana)).toEqual({ refused: 'not-allowed' })
  desk.paidOut('R')
  expect(desk.work.executed?.money).toEqual({ amount: 30, currency: 'USD', paidBy: 'seller' })
})

// Catches a dispute that says the money has gone while nobody may send so much, and money that is sent twice for one dispute.
test('what is decided is paid out within the limit of whoever orders it, once, and only then the dispute is carried out', () => {
  const desk = new DisputeDesk()
  desk.open(ana, { amount: 100 })
  for (const move of ['ask-seller', 'seller-refunds'] as const) desk.move(move, ana)
  const actionId = fresh()
  expect(desk.payOut(ben, actionId)).toBeNull()
  expect(desk.rows.get('actions', actionId)).toMatchObject({ kind: 'refund', amount: 100, state: 'asked' })
  expect(desk.payOut(mei)).toEqual({ refused: 'payment-is-open', about: 'asked' })
  expect(desk.work).toMatchObject({ state: 'refund-due', executed: null })
  desk.run(ben, 'action.withdraw', { caseId: which.caseId, actionId, eventId: fresh() })
  expect(desk.payOut(mei)).toBeNull()
})

// Catches a payment that nobody can find any more because somebody took the dispute out of the ordinary course meanwhile.
test('what was paid stays with a dispute that was put on hold in the meantime', () => {
  const desk = decided()
  appeal(desk)
  desk.run(mei, 'dispute.decide-appeal', desk.decision({ outcome: 'split', amount: 30 }))
  const actionId = fresh()
  desk.payOut(ben, actionId)
  expect(desk.rows.get('actions', actionId)).toMatchObject({ kind: 'partial-refund', state: 'ordered' })
  desk.move('hold')
  const paid = { caseId: which.caseId, actionId, eventId: fresh(), reference: 'L-1' }
  desk.runAsService('action.executed', { ...paid, dispute: { id: which.disputeId, eventId: fresh() } })
  expect(desk.work).toMatchObject({ state: 'fraud-hold', executed: { reference: 'L-1' } })
})

// Catches money that counts as given although it never went, and a customer who is never paid once the hold is lifted.
test('what was ordered and stopped by a hold counts as not given; once that is lifted it is ordered anew', () => {
  const appeals = aDeadline({ id: idOf(0x81), step: 'appeal-window', onExpiry: 'end-window' })
  const desk = new DisputeDesk([aDeadline(), appeals])
  desk.open()
  desk.move('ask-seller')
  desk.move('seller-refunds')
  const actionId = fresh()
  desk.payOut(ben, actionId)
  desk.move('hold')
  const stop = { caseId: which.caseId, actionId, eventId: fresh(), disputeId: which.disputeId }
  expect(desk.runAsService('action.stopped', stop)).toBeNull()
  expect(desk.rows.get('actions', actionId)).toMatchObject({ state: 'stopped', stopped: { dispute: 'fraud-hold' } })
  expect(desk.work.executed).toBeNull()
  // What is told once more afterwards, late, changes nothing.
  desk.runAsService('action.executed', { caseId: which.caseId, actionId, eventId: fresh(), reference: 'L-1' })
  expect(desk.rows.get('actions', actionId)?.state).toBe('stopped')
  desk.move('lift-hold')
  desk.run(ben, 'dispute.decide', desk.decision())
  desk.expire(desk.work.clock.runs ? desk.work.clock.at : '')
  expect(desk.payOut()).toBeNull()
})

// Catches money that is approved on Monday for a dispute that was put on hold, withdrawn or decided otherwise on Sunday.
test('a payment that waited is not approved where its dispute has left its course, nor for another amount', () => {
  const desk = new DisputeDesk()
  desk.open(ana, { amount: 90 })
  for (const move of ['ask-seller', 'seller-refunds'] as const) desk.move(move, ana)
  const actionId = fresh()
  desk.payOut(ben, actionId)
  const lead = anAgent({ id: idOf(0x44), name: 'Siti Lim', role: 'supervisor' })
  const approve = (disputeId: string | null = which.disputeId): Refusal | null =>
    desk.run(lead, 'action.approve', { caseId: which.caseId, actionId, eventId: fresh(), disputeId })
  // Nobody comes around it by leaving the dispute unsaid.
  expect(approve(null)).toEqual({ refused: 'not-found', about: 'disputes' })
  desk.move('hold')
  expect(approve()).toEqual({ refused: 'payment-not-due', about: 'fraud-hold' })
  desk.move('lift-hold')
  desk.run(mei, 'dispute.decide', desk.decision({ outcome: 'split', amount: 30 }))
  appeal(desk)
  desk.run(ben, 'dispute.decide-appeal', desk.decision({ outcome: 'split', amount: 40 }))
  expect(desk.work.state).toBe('final')
  expect(approve()).toEqual({ refused: 'payment-not-due', about: 'final' })
  expect(desk.payOut()).toEqual({ refused: 'payment-is-open', about: 'asked' })
  desk.run(lead, 'action.decline', { caseId: which.caseId, actionId, eventId: fresh(), why: 'Decided otherwise.' })
  expect(desk.payOut()).toBeNull()
  expect(desk.rows.get('actions', actionId)?.state).toBe('declined')
})

test('where the customer gets nothing there is nothing to pay out', () => {
  const desk = decided()
  appeal(desk)
  desk.run(mei, 'dispute.decide-appeal', desk.decision({ outcome: 'seller', amount: 0 }))
  expect(desk.payOut()).toBeNull()
  expect(desk.work).toMatchObject({ state: 'executed', executed: { reference: '', money: { paidBy: 'nobody' } } })
  expect([...desk.rows.changes()].some(({ table }) => table === 'actions')).toBe(false)
})
