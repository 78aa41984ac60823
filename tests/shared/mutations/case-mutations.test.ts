import { expect, test } from 'vitest'
import { aCase, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({ lastReplyId: idOf(0x50), lastReplyBy: 'party', waitingSince: someInstant })
const caseId = row.id
const escalation = { id: idOf(12), state: 'accepted' as const, queueId: idOf(13), attempt: 1, byAgentId: ana.id }
const reply = (set: { afterReplyId?: string; status?: 'solved' } = {}) => ({
  caseId,
  messageId: idOf(0x51),
  text: 'It is on its way.',
  afterReplyId: idOf(0x50),
  ...set,
})

test('a reply answers whoever waits, opens a new case and gives it to whoever wrote it', () => {
  const desk = new OnRows({ cases: [{ ...row, status: 'new' }] })
  expect(desk.run(ana, 'case.reply', reply())).toBeNull()
  expect(desk.rows.get('cases', caseId)).toEqual({
    ...row,
    status: 'open',
    assigneeId: ana.id,
    updatedAt: someInstant,
    lastReplyId: idOf(0x51),
    lastReplyAt: someInstant,
    lastReplyBy: 'desk',
    waitingSince: null,
    messageCount: 1,
    snippet: 'It is on its way.',
    held: [expect.objectContaining({ messageId: idOf(0x51), byAgentId: ana.id })],
  })
})

// Catches an answer to a question that the agent never read.
test('a reply to a thread that has moved on is refused and writes nothing [S18]', () => {
  const desk = new OnRows({ cases: [row] })
  desk.runAsService('case.receive', { caseId, messageId: idOf(0x60), text: 'Hello?' })
  const before = desk.rows.get('cases', caseId)
  expect(desk.run(ana, 'case.reply', reply())).toEqual({ refused: 'thread-moved' })
  expect(desk.rows.get('cases', caseId)).toEqual(before)
})

test('two replies written one after the other do not hold each other up [S18]', () => {
  const desk = new OnRows({ cases: [row] })
  expect(desk.run(ana, 'case.reply', reply())).toBeNull()
  const second = { ...reply({ afterReplyId: idOf(0x51) }), messageId: idOf(0x52) }
  expect(desk.run(ana, 'case.reply', second)).toBeNull()
})

test('a note does not move the thread: whoever writes a reply meanwhile is not held up', () => {
  const desk = new OnRows({ cases: [row] })
  desk.run(ana, 'case.note', { caseId, messageId: idOf(0x61), text: 'Called them.' })
  expect(desk.run(ana, 'case.reply', reply())).toBeNull()
})

test.each([
  ['a reply that solves', (desk: OnRows) => desk.run(ana, 'case.reply', reply({ status: 'solved' }))],
  ['a change of status', (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'solved' })],
  ['a change of status to closed', (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'closed' })],
])('%s is refused while an escalation is open', (_what, run) => {
  expect(run(new OnRows({ cases: [{ ...row, escalation }] }))).toEqual({ refused: 'escalation-is-open' })
})

test('a closed case takes no reply and no other status, and a party that writes on it is refused', () => {
  const desk = new OnRows({ cases: [{ ...row, status: 'closed' }] })
  expect(desk.run(ana, 'case.reply', reply())).toEqual({ refused: 'case-is-closed' })
  expect(desk.run(ana, 'case.set-status', { caseId, status: 'open' })).toEqual({ refused: 'case-is-closed' })
  expect(desk.runAsService('case.receive', { caseId, messageId: idOf(0x60), text: 'Hi' })).toEqual({
    refused: 'case-is-closed',
  })
})

test('a party that writes on a solved case opens it again and is waiting from then on', () => {
  const desk = new OnRows({ cases: [{ ...row, status: 'solved', waitingSince: null }] })
  desk.runAsService('case.receive', { caseId, messageId: idOf(0x60), text: 'It broke.' })
  expect(desk.rows.get('cases', caseId)).toMatchObject({
    status: 'open',
    waitingSince: someInstant,
    lastReplyBy: 'party',
    lastReplyId: idOf(0x60),
  })
})

test('quality and knowledge read and note, but neither reply nor change a case', () => {
  for (const role of ['quality', 'knowledge'] as const) {
    const desk = new OnRows({ cases: [row] })
    const reader = anAgent({ role })
    expect(desk.run(reader, 'case.reply', reply())).toEqual({ refused: 'not-allowed' })
    expect(desk.run(reader, 'case.change-tags', { caseId, add: ['vip'], remove: [] })).toEqual({
      refused: 'not-allowed',
    })
    expect(desk.run(reader, 'case.note', { caseId, messageId: idOf(0x62), text: 'Well done.' })).toBeNull()
  }
})

test('an agent who is not active any more may do nothing', () => {
  const desk = new OnRows({ cases: [row] })
  expect(desk.run(anAgent({ active: false }), 'case.reply', reply())).toEqual({ refused: 'not-allowed' })
})

test('a case is given to an agent who is there and active, or to nobody', () => {
  const desk = new OnRows({ cases: [row], agents: [ana, anAgent({ id: idOf(0x44), active: false })] })
  expect(desk.run(ana, 'case.assign', { caseId, assigneeId: idOf(0x44) })).toEqual({ refused: 'not-an-agent' })
  expect(desk.run(ana, 'case.assign', { caseId, assigneeId: idOf(0x45) })).toEqual({ refused: 'not-an-agent' })
  expect(desk.run(ana, 'case.assign', { caseId, assigneeId: ana.id })).toBeNull()
  expect(desk.run(ana, 'case.assign', { caseId, assigneeId: null })).toBeNull()
})

test('tags are taken away before they are added, each stands there once', () => {
  const desk = new OnRows({ cases: [{ ...row, tags: ['late', 'vip'] }] })
  desk.run(ana, 'case.change-tags', { caseId, add: ['lost', 'late'], remove: ['vip'] })
  expect(desk.rows.get('cases', caseId)?.tags).toEqual(['late', 'lost'])
})

test('a case that moves belongs to nobody, and it never moves into a queue of escalations', () => {
  const queues = [aQueue({ id: idOf(0x31) }), aQueue({ id: idOf(0x33), kind: 'escalations' })]
  const desk = new OnRows({ cases: [{ ...row, assigneeId: ana.id }], queues })
  expect(desk.run(ana, 'case.move', { caseId, queueId: idOf(0x33) })).toEqual({
    refused: 'not-allowed',
    about: 'queue',
  })
  expect(desk.run(ana, 'case.move', { caseId, queueId: idOf(0x34) })).toEqual({ refused: 'not-found', about: 'queues' })
  expect(desk.run(ana, 'case.move', { caseId, queueId: idOf(0x31) })).toBeNull()
  expect(desk.rows.get('cases', caseId)).toMatchObject({ queueId: idOf(0x31), assigneeId: null })
})

test('text that is empty or too long, an id that is none and a field that nobody asked for are bad arguments', () => {
  const desk = new OnRows({ cases: [row] })
  const args = { caseId, messageId: idOf(0x63), text: 'Hi' }
  for (const set of [{ text: '' }, { text: 'x'.repeat(15_001) }, { messageId: 'one' }, { admin: true }]) {
    expect(desk.run(ana, 'case.note', { ...args, ...set })).toMatchObject({ refused: 'bad-arguments' })
  }
})
