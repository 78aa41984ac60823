import { expect, test } from 'vitest'
import { aCase, aQueue, aSop, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const siti = anAgent({ id: idOf(0x42), name: 'Siti Lim', role: 'supervisor' })
const sop = aSop({ market: 'US' })
const row = aCase()
const queue = aQueue()
const claim = { caseId: row.id, insteadOf: null, queueId: queue.id, marksOf: ana.id }

const asked = (): OnRows => {
  const desk = new OnRows({ cases: [row], queues: [queue], sops: [sop], agents: [ana] })
  expect(desk.run(siti, 'sop.gate', { sopId: sop.id, queueId: queue.id, isAsked: true })).toBeNull()
  return desk
}

test('nobody takes a case out of a queue before they have acknowledged what it asks for', () => {
  const desk = asked()
  expect(desk.run(ana, 'case.claim', claim)).toEqual({ refused: 'sop-not-acknowledged', about: sop.groupId })
  const assign = { caseId: row.id, assigneeId: ana.id, queueId: queue.id }
  expect(desk.run(ana, 'case.assign', assign)).toEqual({ refused: 'sop-not-acknowledged', about: sop.groupId })
  expect(desk.run(ana, 'sop.mark', { sopId: sop.id, agentId: ana.id, isAcknowledged: false })).toBeNull()
  expect(desk.run(ana, 'case.claim', claim)).not.toBeNull()
  expect(desk.run(ana, 'sop.mark', { sopId: sop.id, agentId: ana.id, isAcknowledged: true })).toBeNull()
  expect(desk.run(ana, 'case.claim', claim)).toBeNull()
})

// Catches a gate that is opened with somebody else's acknowledgement, or by not naming one's own.
test('what others have acknowledged opens nothing, and neither does saying nothing', () => {
  const desk = asked()
  expect(desk.run(siti, 'sop.mark', { sopId: sop.id, agentId: siti.id, isAcknowledged: true })).toBeNull()
  expect(desk.run(ana, 'case.claim', { ...claim, marksOf: siti.id })).toMatchObject({ refused: 'sop-not-acknowledged' })
  const { marksOf: _mine, ...silent } = claim
  expect(desk.run(ana, 'case.claim', silent)).toMatchObject({ refused: 'sop-not-acknowledged' })
  const theirs = { sopId: sop.id, agentId: siti.id, isAcknowledged: true }
  expect(desk.run(ana, 'sop.mark', theirs)).toEqual({ refused: 'not-allowed' })
})

test('what an SOP of another market asks for, or one from a later day on, is not asked for here and now', () => {
  const gates = [
    { groupId: sop.groupId, title: '', version: 1, markets: ['TH'], from: null },
    { groupId: sop.groupId, title: '', version: 2, markets: null, from: '2027-01-01T00:00:00.000Z' },
  ]
  const desk = new OnRows({ cases: [row], queues: [aQueue({ sopGates: gates })], agents: [ana] })
  expect(desk.run(ana, 'case.claim', claim)).toBeNull()
})

test('reading and acknowledging twice changes nothing, and an older version never counts for a newer one', () => {
  const desk = new OnRows({ sops: [aSop({ version: 2 }), aSop({ id: idOf(0x71), version: 1 })] })
  const mark = (sopId: string, isAcknowledged: boolean) =>
    desk.run(ana, 'sop.mark', { sopId, agentId: ana.id, isAcknowledged })
  expect(mark(idOf(11), true)).toBeNull()
  const before = desk.rows.get('sopMarks', ana.id)
  expect(before?.marks).toEqual([
    { groupId: idOf(11), version: 2, readAt: someInstant, acknowledged: { version: 2, at: someInstant } },
  ])
  expect(mark(idOf(0x71), true)).toBeNull()
  expect(mark(idOf(11), false)).toBeNull()
  expect(desk.rows.get('sopMarks', ana.id)).toEqual(before)
})
