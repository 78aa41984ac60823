import { expect, test } from 'vitest'
import { aCase, aPacket, aQueue, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const tierTwoQueue = aQueue({ id: idOf(0x33), kind: 'escalations' })
const ana = anAgent()
const ben = anAgent({ id: idOf(0x42), name: 'Ben Cruz' })
const tia = anAgent({ id: idOf(0x43), name: 'Tia Ong', role: 'tier-2', queueIds: [tierTwoQueue.id] })
const row = aCase()

const newDesk = (): OnRows => new OnRows({ cases: [row], queues: [tierTwoQueue, aQueue({ id: idOf(0x31) })] })
const which = { caseId: row.id, escalationId: idOf(12) }
let events = 0x500
const step = () => ({ ...which, eventId: idOf((events += 1)) })
const missing = { reason: 'missing-evidence', step: 'Photo', sentence: 'A photo is missing.' } as const
const decision = { decision: 'Refund it.', replyText: 'We refund you.' }

const submit = (desk: OnRows) =>
  desk.run(ana, 'escalation.submit', { ...step(), queueId: tierTwoQueue.id, packet: aPacket() })
const accept = (desk: OnRows, agent = tia) =>
  desk.run(agent, 'escalation.accept', { ...step(), queueId: tierTwoQueue.id })

test('an escalation goes from Tier 1 to Tier 2 and back, and frees the case when it is closed', () => {
  const desk = newDesk()
  expect(submit(desk)).toBeNull()
  expect(desk.run(tia, 'escalation.return', { ...step(), queueId: tierTwoQueue.id, ...missing })).toBeNull()
  expect(desk.run(ana, 'escalation.resubmit', { ...step(), queueId: tierTwoQueue.id, packet: aPacket() })).toBeNull()
  expect(accept(desk)).toBeNull()
  expect(desk.run(tia, 'escalation.hand-back', { ...step(), ...decision })).toBeNull()
  expect(desk.rows.get('cases', row.id)?.escalation).toMatchObject({ state: 'handed-back', attempt: 2 })
  expect(desk.run(ana, 'escalation.close', step())).toBeNull()
  expect(desk.rows.get('cases', row.id)?.escalation).toBeNull()
  const escalation = desk.rows.get('escalations', which.escalationId)
  expect(escalation).toMatchObject({ state: 'closed', attempt: 2, ...decision })
  expect(escalation?.turns.map(({ to }) => to)).toEqual([
    'queued',
    'returned',
    'queued',
    'accepted',
    'handed-back',
    'closed',
  ])
})

// Catches two of Tier 2 who both believe that they hold it.
test('the second to accept is told that the escalation moved on', () => {
  const desk = newDesk()
  submit(desk)
  accept(desk)
  expect(accept(desk, { ...tia, id: idOf(0x48) })).toEqual({ refused: 'escalation-moved-on', about: 'accepted' })
})

test('a case has one open escalation at a time, and a closed case has none', () => {
  const desk = newDesk()
  submit(desk)
  expect(submit(desk)).toEqual({ refused: 'escalation-is-open' })
  const closed = new OnRows({ cases: [{ ...row, status: 'closed' }], queues: [tierTwoQueue] })
  expect(submit(closed)).toEqual({ refused: 'case-is-closed' })
})

test('a case is handed to a queue of Tier 2 only', () => {
  const args = { ...step(), queueId: idOf(0x31), packet: aPacket() }
  expect(newDesk().run(ana, 'escalation.submit', args)).toEqual({ refused: 'not-a-tier-2-queue' })
})

test('only Tier 2 that works the queue accepts or returns, and only who holds it decides', () => {
  const desk = newDesk()
  submit(desk)
  expect(accept(desk, ana)).toEqual({ refused: 'not-allowed' })
  expect(accept(desk, { ...tia, queueIds: [] })).toEqual({ refused: 'not-allowed' })
  accept(desk)
  const other = { ...tia, id: idOf(0x48) }
  expect(desk.run(other, 'escalation.hand-back', { ...step(), ...decision })).toEqual({ refused: 'not-allowed' })
})

test('an escalation is withdrawn by whoever submitted it or a supervisor, not by a colleague', () => {
  const desk = newDesk()
  submit(desk)
  expect(desk.run(ben, 'escalation.withdraw', step())).toEqual({ refused: 'not-allowed' })
  expect(desk.run(anAgent({ id: idOf(0x49), role: 'supervisor' }), 'escalation.withdraw', step())).toBeNull()
})

test('nothing is decided before it is accepted, and nothing is closed before it is decided', () => {
  const desk = newDesk()
  submit(desk)
  expect(desk.run(ana, 'escalation.close', step())).toEqual({ refused: 'escalation-moved-on', about: 'queued' })
  accept(desk)
  expect(desk.run(ana, 'escalation.close', step())).toEqual({ refused: 'escalation-moved-on', about: 'accepted' })
})

test('a solved case that is escalated is open again', () => {
  const desk = new OnRows({ cases: [{ ...row, status: 'solved' }], queues: [tierTwoQueue] })
  submit(desk)
  expect(desk.rows.get('cases', row.id)?.status).toBe('open')
})
