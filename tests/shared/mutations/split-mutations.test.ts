import { expect, test } from 'vitest'
import { splitNumber } from '#shared/domain/split-number.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({
  number: 'SG-10',
  tags: ['late'],
  fields: { reason: 'Late' },
  orderIds: [idOf(6)],
  status: 'pending',
})
const earlier = '2026-11-21T07:00:00.000Z'
const copied = {
  id: idOf(0x51),
  messageId: idOf(9),
  partyId: row.partyId,
  text: 'And the lamp is broken.',
  at: earlier,
}
const args = {
  caseId: row.id,
  newCaseId: idOf(0x82),
  subject: 'Broken lamp',
  copied,
  eventId: idOf(0x60),
  newEventId: idOf(0x61),
}

test('a part of a case becomes a case of its own: of the same party, with the message, and with whoever split it', () => {
  const on = new OnRows({ cases: [row] })
  expect(on.run(ana, 'case.split', args)).toBeNull()
  const made = on.rows.get('cases', args.newCaseId)
  expect(made).toMatchObject({
    number: splitNumber('SG-10', args.newCaseId),
    subject: 'Broken lamp',
    status: 'open',
    partyIds: row.partyIds,
    orderIds: row.orderIds,
    assigneeId: ana.id,
    tags: [],
    fields: {},
    lastReplyId: copied.id,
    lastReplyBy: 'party',
    waitingSince: earlier,
    links: [{ caseId: row.id, number: 'SG-10', kind: 'split-from' }],
  })
  expect(on.rows.get('cases', row.id)).toMatchObject({
    status: 'pending',
    links: [{ caseId: args.newCaseId, number: made?.number, kind: 'split-to' }],
  })
  expect(on.rows.changedChildren('messages', args.newCaseId)).toHaveLength(made?.messageCount ?? 0)
})

test('the copy says whose words it is and who took it from where', () => {
  const on = new OnRows({ cases: [row] })
  on.run(ana, 'case.split', args)
  expect(on.rows.changed('messages', copied.id)).toMatchObject({
    author: { kind: 'party', id: row.partyId, name: 'Kim Lee' },
    text: copied.text,
    at: earlier,
    copied: { caseId: row.id, number: 'SG-10', messageId: idOf(9), byAgentId: ana.id },
  })
})

// Catches words that are put into the mouth of somebody who has no part in the case, or dated ahead.
test('nobody but a party of the case is the author, and no message lies ahead', () => {
  const on = new OnRows({ cases: [row] })
  const stranger = { ...args, copied: { ...copied, partyId: idOf(0x99) } }
  expect(on.run(ana, 'case.split', stranger)).toEqual({ refused: 'bad-arguments', about: 'copied.partyId' })
  on.run(ana, 'case.split', { ...args, copied: { ...copied, at: '2030-01-01T00:00:00.000Z' } })
  expect(on.rows.changed('messages', copied.id)).toMatchObject({ at: someInstant })
})

test('whoever may not change cases splits none', () => {
  expect(new OnRows({ cases: [row] }).run(anAgent({ role: 'quality' }), 'case.split', args)).toEqual({
    refused: 'not-allowed',
  })
})

// Catches two agents who split the same case without a connection and give both parts one number.
test('the number follows from the id that the new case was given, and a part of a part is a part of the whole', () => {
  const [a, b] = ['018f5c5e-7b1a-7c11-9d3e-2f6c1a0b9c01', '018f5c5e-7b1a-7c11-9d3e-2f6c1a0b9c02']
  expect(splitNumber('SG-10', a)).toMatch(/^SG-10-[0-9A-Z]{5}$/)
  expect(splitNumber('SG-10', a)).not.toBe(splitNumber('SG-10', b))
  expect(splitNumber(splitNumber('SG-10', a), b)).toBe(splitNumber('SG-10', b))
  expect(splitNumber('x'.repeat(40), a)).toHaveLength(40)
})
