import { expect, test } from 'vitest'
import type { Case } from '#shared/domain/case.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { aCase, aField, aForm, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const earlier = '2026-11-21T07:00:00.000Z'
const from = aCase({
  id: idOf(0x80),
  number: '10',
  tags: ['late', 'vip'],
  orderIds: [idOf(0x70)],
  followerIds: [idOf(0x21)],
})
const into = aCase({
  id: idOf(0x81),
  number: '20',
  tags: ['vip', 'refund'],
  orderIds: [idOf(0x71)],
  followerIds: [idOf(0x22)],
})
const third = aCase({ id: idOf(0x82), number: '30' })
const args = {
  caseId: from.id,
  intoId: into.id,
  areOfOtherParties: false,
  eventId: idOf(0x60),
  intoEventId: idOf(0x61),
}
const deskWith = (a: Partial<Case> = {}, b: Partial<Case> = {}): OnRows =>
  new OnRows({ cases: [{ ...from, ...a }, { ...into, ...b }, third], queues: [aQueue()] })

test('the case is closed and points to the other one, which has all that hung on both', () => {
  const on = deskWith({ claim: { agentId: ana.id, at: earlier }, waitingSince: earlier })
  expect(on.run(ana, 'case.merge', args)).toBeNull()
  expect(on.rows.get('cases', from.id)).toMatchObject({
    status: 'closed',
    claim: null,
    waitingSince: null,
    links: [{ caseId: into.id, number: '20', kind: 'merged-into' }],
  })
  expect(on.rows.get('cases', into.id)).toMatchObject({
    status: 'open',
    tags: ['vip', 'refund', 'late'],
    orderIds: [idOf(0x71), idOf(0x70)],
    followerIds: [idOf(0x22), idOf(0x21)],
    waitingSince: earlier,
    links: [{ caseId: from.id, number: '10', kind: 'merged-from' }],
  })
  expect(on.rows.changed('messages', idOf(0x60))).toMatchObject({
    caseId: from.id,
    event: { name: 'case-merged-into' },
  })
  expect(on.rows.changed('messages', idOf(0x61))).toMatchObject({
    caseId: into.id,
    event: { name: 'case-merged-from' },
  })
})

// Catches an answer to the one case that was written without what the party said on the other.
test('the thread of the other case has moved on if the merged one was written to later [S18]', () => {
  const last = { lastReplyId: idOf(0x91), lastReplyAt: someInstant, lastReplyBy: 'party' as const }
  const before = { lastReplyId: idOf(0x90), lastReplyAt: earlier, lastReplyBy: 'desk' as const }
  const on = deskWith(last, before)
  on.run(ana, 'case.merge', args)
  expect(on.rows.get('cases', into.id)).toMatchObject(last)
  const other = deskWith(before, last)
  other.run(ana, 'case.merge', args)
  expect(other.rows.get('cases', into.id)).toMatchObject(last)
})

test('a question that was open on the case opens a solved one that it is merged into', () => {
  const on = deskWith({ waitingSince: earlier }, { status: 'solved' })
  on.run(ana, 'case.merge', args)
  expect(on.rows.get('cases', into.id)).toMatchObject({ status: 'open', waitingSince: earlier })
  const answered = deskWith({}, { status: 'solved' })
  answered.run(ana, 'case.merge', args)
  expect(answered.rows.get('cases', into.id)).toMatchObject({ status: 'solved', waitingSince: null })
})

/** As the service runs it, which holds replies back for ten seconds. */
function inService(on: OnRows, name: string, sent: unknown): string | null {
  const mutation = allMutations.get(name)
  if (mutation === undefined) throw new Error(`No mutation ${name}.`)
  const context = { actor: { kind: 'agent', agent: ana }, at: someInstant, undoMs: 10_000 } as const
  const outcome = runMutation(mutation, sent, context, on.rows)
  if (!('refused' in outcome)) on.rows.write(outcome.changes)
  return 'refused' in outcome ? outcome.refused : null
}
const replyTo = (caseId: string, n: number) => ({
  caseId,
  messageId: idOf(n),
  text: 'On its way.',
  afterReplyId: null,
})

// Catches a question that nobody answers: a reply that is taken back from a case which is closed by then, and whose party waits nowhere.
test('a reply on the merged case that could still be taken back goes out, and its party waits nowhere', () => {
  const on = deskWith({ waitingSince: earlier })
  expect(inService(on, 'case.reply', replyTo(from.id, 0x51))).toBeNull()
  expect(inService(on, 'case.merge', args)).toBeNull()
  expect(on.rows.get('cases', from.id)).toMatchObject({ status: 'closed', held: [] })
  expect(on.rows.get('cases', into.id)).toMatchObject({ waitingSince: null, lastReplyId: idOf(0x51) })
  expect(inService(on, 'case.take-back', { caseId: from.id, messageId: idOf(0x51) })).toBe('already-sent')
  expect(on.rows.changed('messages', idOf(0x51))).toMatchObject({ kind: 'reply', text: 'On its way.' })
})

// Catches a case that is back as it was before its reply, without what was merged into it since.
test('a reply on the case that goes on is taken back as if it had been merged without it', () => {
  const [first, second] = [earlier, '2026-11-21T09:00:00.000Z']
  const on = deskWith({ waitingSince: second }, { waitingSince: first })
  inService(on, 'case.reply', { ...replyTo(into.id, 0x52), status: 'pending' })
  expect(inService(on, 'case.merge', args)).toBeNull()
  expect(on.rows.get('cases', into.id)).toMatchObject({ waitingSince: second, status: 'pending', lastReplyBy: 'desk' })
  expect(inService(on, 'case.take-back', { caseId: into.id, messageId: idOf(0x52) })).toBeNull()
  expect(on.rows.get('cases', into.id)).toMatchObject({
    waitingSince: first,
    status: 'open',
    lastReplyId: null,
    assigneeId: null,
    tags: ['vip', 'refund', 'late'],
    held: [],
  })
})

// Catches the second party's question, forgotten once the first one is answered.
test('of two parties who both wait the one who is not answered goes on waiting', () => {
  const [first, second] = [earlier, '2026-11-21T09:00:00.000Z']
  const lee = idOf(0x55)
  const on = deskWith(
    { waitingSince: second, partyId: lee, partyName: 'Lee', partyIds: [lee] },
    { waitingSince: first },
  )
  expect(on.run(ana, 'case.merge', { ...args, areOfOtherParties: true })).toBeNull()
  expect(on.rows.get('cases', into.id)?.waitingSince).toBe(first)
  on.run(ana, 'case.reply', replyTo(into.id, 0x53))
  expect(on.rows.get('cases', into.id)).toMatchObject({
    waitingSince: second,
    waits: [{ partyId: lee, since: second }],
  })
})

test('cases of different parties are merged only by somebody who was told', () => {
  const other = { partyId: idOf(0x55), partyName: 'Lee', partyIds: [idOf(0x55)] }
  expect(deskWith(other).run(ana, 'case.merge', args)).toEqual({ refused: 'other-party' })
  const on = deskWith(other)
  expect(on.run(ana, 'case.merge', { ...args, areOfOtherParties: true })).toBeNull()
  expect(on.rows.get('cases', into.id)?.partyIds).toEqual([idOf(5), idOf(0x55)])
})

test.each([
  ['into itself', {}, {}, { intoId: from.id }, 'bad-arguments'],
  ['into a closed case', {}, { status: 'closed' as const }, {}, 'case-is-closed'],
  ['when it is closed', { status: 'closed' as const }, {}, {}, 'case-is-closed'],
  ['into one that is not there', {}, {}, { intoId: idOf(0x99) }, 'not-found'],
  [
    'while it is escalated',
    { escalation: { id: idOf(12), state: 'queued' as const, queueId: idOf(13), attempt: 1, byAgentId: ana.id } },
    {},
    {},
    'escalation-is-open',
  ],
])('no case is merged %s', (_what, a, b, set, refused) => {
  expect(deskWith(a, b).run(ana, 'case.merge', { ...args, ...set })).toMatchObject({ refused })
})

test('a case is merged once, and what was merged into it before goes along', () => {
  const on = deskWith()
  on.run(ana, 'case.merge', args)
  const next = { ...args, eventId: idOf(0x62), intoEventId: idOf(0x63) }
  expect(on.run(ana, 'case.merge', next)).toEqual({ refused: 'case-merged' })
  expect(on.run(ana, 'case.merge', { ...next, caseId: third.id, intoId: from.id })).toEqual({ refused: 'case-merged' })
  expect(on.run(ana, 'case.merge', { ...next, caseId: into.id, intoId: third.id })).toBeNull()
  expect(on.rows.get('cases', third.id)?.links?.map(({ number, kind }) => [number, kind])).toEqual([
    ['10', 'merged-from'],
    ['20', 'merged-from'],
  ])
})

test('what a party writes to a merged case is sent on to where it lives', () => {
  const on = deskWith()
  on.run(ana, 'case.merge', args)
  const receive = (caseId: string) => on.runAsService('case.receive', { caseId, messageId: idOf(0x64), text: 'Hello?' })
  expect(receive(from.id)).toEqual({ refused: 'case-merged', about: into.id })
  expect(receive(into.id)).toBeNull()
})

test('the form of a case that is merged is not asked: that of the other one is', () => {
  const form = aForm({ fields: [aField()] })
  const on = new OnRows({ cases: [from, into], queues: [aQueue({ formId: form.id })], forms: [form] })
  expect(on.run(ana, 'case.merge', args)).toBeNull()
  expect(on.run(ana, 'case.set-status', { caseId: into.id, status: 'solved' })).toMatchObject({
    refused: 'fields-missing',
  })
})

test('whoever may not change cases merges none', () => {
  expect(deskWith().run(anAgent({ role: 'knowledge' }), 'case.merge', args)).toEqual({ refused: 'not-allowed' })
})
