import { expect, test } from 'vitest'
import { put } from '#shared/mutations/define-mutation.ts'
import { aCase, aPacket, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const tierTwo = aQueue({ id: idOf(0x33), kind: 'escalations' })
const ana = anAgent()
const tia = anAgent({ id: idOf(0x43), name: 'Tia Ong', role: 'tier-2', queueIds: [tierTwo.id] })
const ben = anAgent({ id: idOf(0x44), name: 'Ben Cruz', role: 'tier-2', queueIds: [tierTwo.id] })
const stranger = anAgent({ id: idOf(0x45), role: 'tier-2', queueIds: [] })
const row = aCase()
const which = { caseId: row.id, escalationId: idOf(12) }
let events = 0x800
const step = () => ({ ...which, eventId: idOf((events += 1)) })
const incident = { caseId: idOf(0x99), number: '500' }
const decided = () => ({
  ...step(),
  queueId: tierTwo.id,
  decision: 'Refund all of them by clause 4.2.',
  replyText: 'We refund it today.',
  code: 'approved' as const,
  incident,
})

function submitted(queue = tierTwo): OnRows {
  const desk = new OnRows({ cases: [row], queues: [queue] })
  desk.run(ana, 'escalation.submit', { ...step(), queueId: tierTwo.id, packet: aPacket() })
  return desk
}
const now = (desk: OnRows) => desk.rows.get('escalations', which.escalationId)

// Catches a bulk that leaves half of it done: accepted by somebody who never decides, because the second step was refused.
test('one step accepts, decides and hands back, through the states of the table, and says with which incident', () => {
  const desk = submitted()
  expect(desk.run(tia, 'escalation.decide', decided())).toBeNull()
  expect(now(desk)).toMatchObject({
    state: 'handed-back',
    holderName: 'Tia Ong',
    heldSince: someInstant,
    decision: 'Refund all of them by clause 4.2.',
    replyText: 'We refund it today.',
    decisionCode: 'approved',
    incident,
  })
  expect(now(desk)?.turns.map(({ to }) => to)).toEqual(['queued', 'accepted', 'handed-back'])
  expect(desk.rows.get('cases', row.id)?.escalation).toMatchObject({ state: 'handed-back', due: null })
})

// Catches a colleague’s work that is decided over their head, and a decision by somebody who does not work the queue.
test('what another holds is refused with their name, what was decided already with where it is, and strangers and Tier 1 altogether', () => {
  const desk = submitted()
  expect(desk.run(stranger, 'escalation.decide', decided())).toEqual({ refused: 'not-allowed' })
  expect(desk.run(ana, 'escalation.decide', decided())).toEqual({ refused: 'not-allowed' })
  desk.run(ben, 'escalation.accept', { ...step(), queueId: tierTwo.id })
  expect(desk.run(tia, 'escalation.decide', decided())).toEqual({ refused: 'claimed-by-other', about: ben.id })
  expect(desk.run(ben, 'escalation.decide', decided())).toBeNull()
  expect(desk.run(ben, 'escalation.decide', decided())).toEqual({
    refused: 'escalation-moved-on',
    about: 'handed-back',
  })
})

test('where the service gives escalations out, nobody decides one that was not given to them', () => {
  const desk = submitted({ ...tierTwo, work: 'push' })
  expect(desk.run(tia, 'escalation.decide', decided())).toEqual({ refused: 'queue-is-pushed' })
})

// Catches an undo that leaves a decision standing, or one that comes back by the step for beginning.
test('whoever decided takes it back while nobody was told; then it is theirs to decide again', () => {
  const desk = submitted()
  desk.run(tia, 'escalation.decide', decided())
  expect(desk.run(ben, 'escalation.take-back', step())).toEqual({ refused: 'not-allowed' })
  expect(desk.run(tia, 'escalation.begin', step())).toEqual({ refused: 'escalation-moved-on', about: 'handed-back' })
  expect(desk.run(tia, 'escalation.take-back', step())).toBeNull()
  expect(now(desk)).toMatchObject({ state: 'in-progress', decision: null, replyText: null, decisionCode: null })
  expect(now(desk)?.incident).toBeNull()
  expect(desk.run(tia, 'escalation.take-back', step())).toEqual({
    refused: 'escalation-moved-on',
    about: 'in-progress',
  })
  expect(desk.run(tia, 'escalation.resolve', { ...step(), decision: 'Done here.', code: 'no-action' })).toBeNull()
  expect(desk.run(tia, 'escalation.take-back', step())).toBeNull()
})

// Catches a decision that is withdrawn after the party has read it.
test('once the party was written to, or Tier 1 has closed it, a decision is not taken back', () => {
  const desk = submitted()
  desk.run(tia, 'escalation.decide', decided())
  const after = new Date(Date.parse(someInstant) + 60_000).toISOString()
  const decidedCase = desk.rows.get('cases', row.id)
  if (decidedCase === undefined) throw new Error('no case')
  desk.rows.write([put('cases', { ...decidedCase, lastReplyBy: 'desk', lastReplyAt: after })])
  expect(desk.run(tia, 'escalation.take-back', step())).toEqual({ refused: 'already-sent' })
  desk.rows.write([put('cases', decidedCase)])
  desk.run(ana, 'escalation.close', step())
  expect(desk.run(tia, 'escalation.take-back', step())).toEqual({
    refused: 'escalation-moved-on',
    about: 'closed',
  })
})
