import { expect, test } from 'vitest'
import { aCase, aMacro, aPacket, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben Carter' })
const row = aCase({ lastReplyId: idOf(0x50), lastReplyBy: 'party' })
const caseId = row.id
const claim = { agentId: ana.id, at: someInstant }
const claimed = { ...row, assigneeId: ana.id, claim }
const take = { caseId, insteadOf: null }
const reply = { caseId, messageId: idOf(0x51), text: 'Soon.', afterReplyId: idOf(0x50) }

const on = (cases = row) => new OnRows({ cases: [cases], agents: [ana, ben] })
const now = (desk: OnRows) => {
  const { assigneeId, claim: held } = desk.rows.get('cases', caseId) ?? aCase()
  return { assigneeId, claim: held }
}

// Catches two agents who both believe that a case is theirs.
test('of two who claim a case the first has it, and the other is told who', () => {
  const desk = on()
  expect(desk.run(ana, 'case.claim', take)).toBeNull()
  expect(desk.run(ben, 'case.claim', take)).toEqual({ refused: 'claimed-by-other', about: ana.id })
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim })
})

// Catches a case taken, unseen, from somebody who was given it while the claimer was away.
test('a claim pushes aside only the one whom its agent saw having the case', () => {
  const given = { ...row, assigneeId: ben.id }
  expect(on(given).run(ana, 'case.claim', take)).toEqual({ refused: 'claimed-by-other', about: ben.id })
  const desk = on(given)
  expect(desk.run(ana, 'case.claim', { caseId, insteadOf: ben.id })).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim })
})

test('nobody is pushed out of a claim, seen or not', () => {
  expect(on(claimed).run(ben, 'case.claim', { caseId, insteadOf: ana.id })).toEqual({
    refused: 'claimed-by-other',
    about: ana.id,
  })
})

// Catches a case given to an agent by name that a lease later takes from them.
test('claiming what one has already changes nothing', () => {
  const desk = on({ ...row, assigneeId: ana.id })
  expect(desk.run(ana, 'case.claim', take)).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim: undefined })
})

test('a case that is over is not claimed, and those who only read claim nothing', () => {
  expect(on({ ...row, status: 'solved' }).run(ana, 'case.claim', take)).toEqual({ refused: 'case-is-closed' })
  expect(on().run({ ...ana, role: 'quality' }, 'case.claim', take)).toEqual({ refused: 'not-allowed' })
})

test('a case is given back by whoever has it and by nobody else', () => {
  const desk = on(claimed)
  expect(desk.run(ben, 'case.release', { caseId })).toEqual({ refused: 'claimed-by-other', about: ana.id })
  expect(desk.run(ana, 'case.release', { caseId })).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: null, claim: null })
  expect(desk.run(ben, 'case.release', { caseId })).toBeNull()
})

// Catches a late clock that takes a case from whoever claimed it since.
test('a lease that runs out ends its own claim and no other', () => {
  const later = { caseId, agentId: ana.id, at: '2026-11-22T06:00:00.000Z' }
  const desk = on(claimed)
  expect(desk.runAsService('case.expire-claim', later)).toBeNull()
  expect(desk.runAsService('case.expire-claim', { ...later, agentId: ben.id, at: someInstant })).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim })
  expect(desk.runAsService('case.expire-claim', { ...later, at: someInstant })).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: null, claim: null })
})

// Catches work that falls back into the queue because the agent who did it went home.
test.each([
  ['an answer', (desk: OnRows) => desk.run(ana, 'case.reply', reply)],
  [
    'an answer by macro',
    (desk: OnRows) => desk.run(ana, 'macro.apply', { ...reply, macroId: aMacro({ kind: 'reply' }).id }),
  ],
  ['setting it pending', (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'pending' })],
  ['giving it by name', (desk: OnRows) => desk.run(ana, 'case.assign', { caseId, assigneeId: ana.id })],
  [
    'escalating it',
    (desk: OnRows) =>
      desk.run(ana, 'escalation.submit', {
        caseId,
        escalationId: idOf(0x70),
        eventId: idOf(0x71),
        queueId: idOf(13),
        packet: aPacket(),
      }),
  ],
])('%s makes a claimed case theirs for good', (_what, run) => {
  const desk = new OnRows({
    cases: [claimed],
    agents: [ana],
    macros: [aMacro({ kind: 'reply' })],
    queues: [aQueue({ id: idOf(13), kind: 'escalations' })],
  })
  expect(run(desk)).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim: null })
})

test.each([
  ['a note', (desk: OnRows) => desk.run(ana, 'case.note', { caseId, messageId: idOf(0x52), text: 'Looking.' })],
  ["a colleague's answer", (desk: OnRows) => desk.run(ben, 'case.reply', reply)],
  [
    'a message of the party',
    (desk: OnRows) => desk.runAsService('case.receive', { caseId, messageId: idOf(0x53), text: 'Well?' }),
  ],
])('%s leaves the claim as it is', (_what, run) => {
  const desk = on(claimed)
  expect(run(desk)).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: ana.id, claim })
})

test('a case that moves to another queue is nobody’s there', () => {
  const desk = new OnRows({ cases: [claimed], queues: [aQueue({ id: idOf(0x30) })] })
  expect(desk.run(ana, 'case.move', { caseId, queueId: idOf(0x30) })).toBeNull()
  expect(now(desk)).toEqual({ assigneeId: null, claim: null })
})
