import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DisputeState, canMoveFrom, disputeMoves, disputeSteps } from '#shared/domain/dispute-state.ts'
import type { DisputeWork } from '#shared/domain/dispute.ts'
import type { Message } from '#shared/domain/message.ts'
import { isPlainMove } from '#shared/mutations/dispute-mutations.ts'
import { aDispute, aQueue, idOf, someInstant } from '#tests/builders.ts'
import {
  DisputeDesk,
  aDeadline,
  ana,
  ben,
  customer,
  fresh,
  onCase,
  order,
  seller,
  shown,
  which,
} from './dispute-desk.ts'
import { OnRows } from './on-rows.ts'

const later = (hours: number): string => new Date(Date.parse(someInstant) + hours * 3_600_000).toISOString()
const messagesOf = (desk: DisputeDesk): Message[] =>
  [...desk.rows.changes()].flatMap(({ table, row }) =>
    table === 'messages' && row !== null ? [row as unknown as Message] : [],
  )

test('a dispute goes from its opening to the refund that the seller agreed to', () => {
  const desk = new DisputeDesk()
  expect(desk.open()).toBeNull()
  for (const move of ['ask-seller', 'seller-accepts', 'return-arrives', 'inspection-passes'] as const) {
    expect(desk.move(move, ana)).toBeNull()
  }
  desk.paidOut('R-1')
  expect(desk.work).toMatchObject({
    state: 'executed',
    executed: { reference: 'R-1', money: { amount: 80, currency: 'USD', paidBy: 'seller' } },
    clock: { runs: false, why: 'nothing-is-owed' },
  })
  expect(desk.move('close', ana)).toBeNull()
  expect(desk.work.turns.map(({ what }) => what)).toEqual([
    'opened',
    'ask-seller',
    'seller-accepts',
    'return-arrives',
    'inspection-passes',
    'execute',
    'close',
  ])
  expect(desk.rows.get('cases', onCase.id)?.dispute).toEqual({ id: which.disputeId, state: 'closed', dueAt: null })
})

// Catches a rule that goes its own way beside the table: whatever state a dispute is in, nothing leads on that is not a line of it.
test('no transition is taken outside of the table, and one that is refused says where the dispute stands', () => {
  const plain = disputeMoves.filter(isPlainMove)
  fc.assert(
    fc.property(fc.constantFrom(...DisputeState.options), fc.constantFrom(...plain), (state, move) => {
      const desk = new DisputeDesk()
      desk.open()
      const dispute = desk.rows.get('disputes', which.disputeId)
      if (dispute?.work === undefined || dispute.work === null) throw new Error('not opened')
      desk.rows.write([{ do: 'put', table: 'disputes', row: { ...dispute, work: { ...dispute.work, state } } }])
      const refusal = desk.move(move)
      const isLine = canMoveFrom(state, move)
      expect(refusal).toEqual(isLine ? null : { refused: 'dispute-moved-on', about: state })
      expect(desk.work.state).toBe(isLine ? disputeSteps[move].to : state)
    }),
  )
})

test('a dispute is about an order of the case, its own seller and no more than it cost', () => {
  expect(new DisputeDesk().open(ana, { sellerId: idOf(0x99) })).toEqual({ refused: 'not-a-party' })
  expect(new DisputeDesk().open(ana, { customerId: idOf(0x99) })).toEqual({ refused: 'not-a-party' })
  expect(new DisputeDesk().open(ana, { amount: 100.01 })).toEqual({ refused: 'bad-amount' })
  const elsewhere = new OnRows({ cases: [{ ...onCase, orderIds: [] }], orders: [order] })
  const args = { ...which, eventId: fresh(), orderId: order.id, customerId: customer.id, sellerId: seller.id }
  const claim = { kind: 'damaged', claim: { asks: 'refund', text: 'Broken.' }, amount: 1 } as const
  expect(elsewhere.run(ana, 'dispute.open', { ...args, ...claim })).toEqual({ refused: 'not-found', about: 'orders' })
})

test('a case has one open dispute at a time, and another after it', () => {
  const desk = new DisputeDesk()
  desk.open()
  expect(desk.open(ana, { disputeId: idOf(0x71) })).toEqual({ refused: 'dispute-is-open' })
  desk.move('withdraw', ana)
  expect(desk.open(ana, { disputeId: idOf(0x71) })).toBeNull()
})

test('a dispute that came from elsewhere is taken up as it is, and only once', () => {
  const desk = new DisputeDesk()
  const imported = aDispute({ id: which.disputeId, orderId: order.id, openedAt: later(-24), brief: 'Lid broken' })
  desk.rows.write([{ do: 'create', table: 'disputes', row: imported }])
  expect(desk.open()).toBeNull()
  expect(desk.rows.get('disputes', which.disputeId)).toMatchObject({ openedAt: later(-24), brief: 'Lid broken' })
  expect(desk.open()).toEqual({ refused: 'dispute-is-open' })
})

// Catches a seller who is asked, and a customer who reads it: each side is told in a message that is theirs alone.
test('what one side is told is sent to nobody else', () => {
  const desk = new DisputeDesk()
  desk.open()
  desk.move('ask-seller', ana)
  const sent = messagesOf(desk).filter(({ kind }) => kind === 'reply')
  expect(sent.map(({ partyIds }) => partyIds)).toEqual([[seller.id]])
})

test('a seller is not asked, and a position not taken, without words', () => {
  const desk = new DisputeDesk()
  desk.open()
  const silent = { ...which, said: null, told: null }
  const ask = desk.run(ana, 'dispute.move', { ...silent, eventId: fresh(), move: 'ask-seller' })
  expect(ask).toEqual({ refused: 'bad-arguments', about: 'told' })
  desk.move('ask-seller')
  const reject = desk.run(ana, 'dispute.move', { ...silent, eventId: fresh(), move: 'seller-rejects' })
  expect(reject).toEqual({ refused: 'bad-arguments', about: 'said' })
})

test('a side is told nothing on a thread that moved on since [S18]', () => {
  const desk = new DisputeDesk()
  desk.open()
  const told = { messageId: fresh(), text: 'Please answer.', afterReplyId: idOf(0x99) }
  const args = { ...which, eventId: fresh(), move: 'ask-seller' as const, said: null, told }
  expect(desk.run(ana, 'dispute.move', args)).toEqual({ refused: 'thread-moved' })
})

test('whoever answers works a dispute, and only who decides takes it out of its course', () => {
  const desk = new DisputeDesk()
  expect(desk.open({ ...ana, role: 'quality' })).toEqual({ refused: 'not-allowed' })
  desk.open()
  for (const move of ['leave-scope', 'hold', 'go-external'] as const) {
    expect(desk.move(move, ana)).toEqual({ refused: 'not-allowed' })
  }
  expect(desk.move('hold', ben)).toBeNull()
  expect(desk.work.clock).toEqual({ runs: false, why: 'others-investigate' })
})

// Catches a case that is put away while the desk owes the next step of its dispute.
test('a case is not solved while its dispute waits for the desk, and is open again when it does', () => {
  const desk = new DisputeDesk()
  const queued = [{ do: 'create' as const, table: 'queues' as const, row: aQueue() }]
  desk.rows.write(queued)
  desk.open()
  const solve = () => desk.run(ana, 'case.set-status', { caseId: onCase.id, status: 'solved' })
  expect(solve()).toEqual({ refused: 'dispute-needs-desk' })
  desk.move('ask-seller')
  expect(solve()).toBeNull()
  desk.move('seller-refunds')
  expect(desk.rows.get('cases', onCase.id)?.status).toBe('open')
})

test('evidence keeps its hash, and the same is not shown twice, whoever may see it', () => {
  const desk = new DisputeDesk()
  desk.open()
  const add = (set: Parameters<typeof shown>[0]) =>
    desk.run(ana, 'dispute.add-evidence', { ...which, eventId: fresh(), evidence: shown(set) })
  expect(add({ text: 'abc' })).toBeNull()
  expect(desk.work.evidence[0]?.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(add({ text: 'abc', for: 'customer' })).toEqual({ refused: 'evidence-not-new' })
  expect(add({ text: 'private', for: 'customer' })).toBeNull()
  expect(add({ text: 'private' })).toEqual({ refused: 'evidence-not-new' })
  expect(add({ text: ' ' })).toEqual({ refused: 'bad-arguments', about: 'text' })
})

// Catches a trace of what one side alone may see in the row that whoever sees the order sees.
test('what one side alone may see leaves nothing in the dispute', () => {
  const desk = new DisputeDesk()
  desk.open()
  const before = desk.rows.get('disputes', which.disputeId)
  const evidence = shown({ for: 'customer', text: 'My bank statement' })
  desk.run(ana, 'dispute.add-evidence', { ...which, eventId: fresh(), evidence })
  expect(desk.rows.get('disputes', which.disputeId)).toEqual(before)
  expect(desk.rows.get('evidence', evidence.evidenceId)).toMatchObject({ for: 'customer', caseId: onCase.id })
})

const running = ({ clock }: DisputeWork) => (clock.runs ? clock : null)

test('silence of the seller accepts for them when the deadline is over, and both sides are told', () => {
  const desk = new DisputeDesk()
  desk.open()
  desk.move('ask-seller')
  expect(running(desk.work)).toMatchObject({ at: later(48), holder: 'seller', isPeers: true })
  expect(desk.expire(later(47))).toBeNull()
  expect(desk.work.state).toBe('awaiting-seller')
  expect(desk.expire(later(48))).toBeNull()
  expect(desk.work.state).toBe('refund-due')
  const notices = messagesOf(desk).filter(({ text }) => text === 'The seller did not answer in time.')
  expect(notices.map(({ partyIds }) => partyIds)).toEqual([[customer.id], [seller.id]])
})

test('a deadline that brings nothing about tells the desk, once', () => {
  const desk = new DisputeDesk([aDeadline({ step: 'opened', onExpiry: 'tell-desk' })])
  desk.open()
  desk.expire(later(48))
  expect(running(desk.work)?.overdueSince).toBe(someInstant)
  const turns = desk.work.turns.length
  desk.expire(later(48))
  expect(desk.work.turns).toHaveLength(turns)
})

test('a step without a deadline says so', () => {
  const desk = new DisputeDesk([])
  desk.open()
  expect(desk.work.clock).toEqual({ runs: false, why: 'no-deadline-set' })
})

test('the row for the kind holds before that for the market, and that before the one for all', () => {
  const rows = [
    aDeadline({ step: 'opened', onExpiry: 'tell-desk', duration: 1 }),
    aDeadline({ id: idOf(0x81), step: 'opened', onExpiry: 'tell-desk', market: 'US', duration: 2 }),
    aDeadline({ id: idOf(0x82), step: 'opened', onExpiry: 'tell-desk', kind: 'damaged', duration: 3 }),
    aDeadline({ id: idOf(0x83), step: 'opened', onExpiry: 'tell-desk', kind: 'damaged', market: 'PH', duration: 4 }),
    aDeadline({ id: idOf(0x84), step: 'opened', onExpiry: 'tell-desk', kind: 'damaged', market: 'US', active: false }),
  ]
  const desk = new DisputeDesk(rows)
  desk.open()
  expect(running(desk.work)?.at).toBe(later(3))
})

// Catches a review whose time goes on while a side is asked, or begins anew when it answers.
test('asking a side for evidence pauses the review, and what is left of its time goes on afterwards', () => {
  const desk = new DisputeDesk([
    aDeadline({
      id: idOf(0x85),
      step: 'platform-review',
      onExpiry: 'tell-desk',
      duration: 30,
      pausedBy: ['evidence-requested'],
    }),
    aDeadline({ id: idOf(0x86), step: 'evidence-requested', onExpiry: 'go-on', duration: 72 }),
  ])
  desk.underReview()
  expect(desk.requestEvidence()).toBeNull()
  expect(desk.work).toMatchObject({ askedOf: 'seller', paused: { step: 'platform-review', left: 30 } })
  expect(running(desk.work)).toMatchObject({ at: later(72), holder: 'seller' })
  desk.expire(later(72))
  expect(desk.work).toMatchObject({ state: 'platform-review', askedOf: null, paused: null })
  expect(running(desk.work)?.at).toBe(later(30))
})

test('deadlines are set by those who lead, and only to what a clock may bring about', () => {
  const desk = new DisputeDesk()
  const deadline = aDeadline({ duration: 24, isPeers: false, owner: 'Siti' })
  expect(desk.run(ana, 'deadline.save', { deadline })).toEqual({ refused: 'not-allowed' })
  const lead = { ...ana, role: 'supervisor' as const }
  expect(desk.run(lead, 'deadline.save', { deadline: { ...deadline, onExpiry: 'go-on' } })).toEqual({
    refused: 'bad-deadline',
    about: 'onExpiry',
  })
  expect(desk.run(lead, 'deadline.save', { deadline })).toBeNull()
  desk.open()
  desk.move('ask-seller')
  expect(running(desk.work)).toMatchObject({ at: later(24), isPeers: false })
})
