import { expect, test } from 'vitest'
import { type BriefSource, briefOf, withoutContacts } from '#shared/case-brief.ts'
import type { DeskAction } from '#shared/domain/desk-action.ts'
import type { Message } from '#shared/domain/message.ts'
import type { SopRun } from '#shared/domain/sop-run.ts'
import { aCase, aMessage, aPacket, anEscalation, idOf, someInstant } from '#tests/builders.ts'

const later = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()

const fromDesk = (set: Partial<Message>): Message =>
  aMessage({ author: { kind: 'agent', id: idOf(4), name: 'Ana Reyes' }, ...set })

const source = (set: Partial<BriefSource> = {}): BriefSource => ({
  row: aCase(),
  packet: aPacket(),
  escalations: [],
  runs: [],
  actions: [],
  messages: [],
  macroTitle: () => undefined,
  ...set,
})

const aRefund = (set: Partial<DeskAction> = {}): DeskAction => ({
  id: idOf(0x80),
  caseId: idOf(8),
  kind: 'refund',
  orderId: idOf(6),
  partyId: idOf(5),
  amount: 12.5,
  currency: 'USD',
  reason: 'Lost',
  state: 'ordered',
  asked: { at: later(30), byAgentId: idOf(4), byName: 'Ana Reyes' },
  ordered: { at: later(31), byAgentId: idOf(4), byName: 'Ana Reyes' },
  declined: null,
  executed: null,
  ...set,
})

const aRun = (set: Partial<SopRun> = {}): SopRun => ({
  id: idOf(0x90),
  caseId: idOf(8),
  groupId: idOf(11),
  sopId: idOf(11),
  version: 3,
  title: 'Late orders',
  locale: 'en',
  steps: [
    { key: 'track', title: 'Look at the tracking', kind: 'check', role: null } as never,
    { key: 'ask', title: 'Ask the carrier', kind: 'check', role: null } as never,
  ],
  done: [
    { key: 'track', at: later(10), byAgentId: idOf(4), byName: 'Ana Reyes', role: 'tier-1', note: 'Lost in Hub 2' },
  ],
  state: 'stopped',
  startedBy: { agentId: idOf(4), name: 'Ana Reyes' },
  startedAt: later(10),
  endedAt: later(20),
  why: 'The carrier does not answer',
  ...set,
})

// Catches a summary that leaves out what a party said last, which is what Tier 2 decides by.
test('what happened begins with how it came and says what the parties wrote first and last', () => {
  const messages = [
    aMessage({ text: 'Where is it?' }),
    fromDesk({ id: idOf(20), at: later(5), text: 'I am looking.' }),
    aMessage({ id: idOf(21), at: later(9), text: 'It never came.' }),
  ]
  const { happened } = briefOf(
    source({ row: aCase({ waitingSince: later(9), fields: { channel: 'email' } }), messages }),
  )
  expect(happened).toEqual([
    { is: 'came', at: someInstant, channel: 'email' },
    { is: 'said', at: someInstant, by: 'Kim Lee', text: 'Where is it?', isLast: false },
    { is: 'talk', fromParties: 2, fromDesk: 1, firstReplyAt: later(5) },
    { is: 'said', at: later(9), by: 'Kim Lee', text: 'It never came.', isLast: true },
    { is: 'waits', since: later(9) },
  ])
})

// Catches a note, a reply of the desk or a way to reach somebody that is carried into the summary.
test('of the thread only the parties are quoted, and their contact details are masked', () => {
  const messages = [
    aMessage({ text: 'Write to kim.lee@example.com or call +63 917 555 0142, order TD-2026-11-4455.' }),
    fromDesk({ id: idOf(20), kind: 'note', text: 'SECRET NOTE' }),
    fromDesk({ id: idOf(22), text: 'DESK REPLY' }),
    aMessage({ id: idOf(23), kind: 'note', text: 'NOTE OF A PARTY ROW' }),
  ]
  const text = JSON.stringify(briefOf(source({ messages })))
  for (const kept of ['SECRET NOTE', 'DESK REPLY', 'NOTE OF A PARTY ROW', 'kim.lee@', '917']) {
    expect(text).not.toContain(kept)
  }
  expect(text).toContain('order TD-2026-11-4455')
  expect(withoutContacts('Order 10311, 12.50 USD, 2026-11-22')).toBe('Order 10311, 12.50 USD, 2026-11-22')
})

// Catches a macro that is said to have helped because somebody wrote before it.
test('what was tried has what came of it: steps, macros by whether a party wrote after them, SOPs as far as they came, actions', () => {
  const messages = [
    aMessage({}),
    fromDesk({ id: idOf(20), at: later(5), macroId: idOf(10) }),
    aMessage({ id: idOf(21), at: later(9) }),
    fromDesk({ id: idOf(24), at: later(12), macroIds: [idOf(10), idOf(0x77)], macroId: idOf(10) }),
  ]
  const refund = aRefund()
  const { tried, promised } = briefOf(
    source({
      messages,
      runs: [aRun()],
      actions: [refund],
      macroTitle: (id) => (id === idOf(10) ? 'Orders::Late' : undefined),
    }),
  )
  expect(tried).toEqual([
    { is: 'step', step: 'Looked at the tracking', result: 'Lost' },
    { is: 'macro', at: later(5), by: 'Ana Reyes', title: 'Orders::Late', answeredAt: later(9) },
    {
      is: 'run',
      at: later(10),
      title: 'Late orders',
      version: 3,
      state: 'stopped',
      done: [{ step: 'Look at the tracking', choice: null, note: 'Lost in Hub 2' }],
      steps: 2,
      why: 'The carrier does not answer',
    },
    { is: 'macro', at: later(12), by: 'Ana Reyes', title: 'Orders::Late', answeredAt: null },
    { is: 'macro', at: later(12), by: 'Ana Reyes', title: null, answeredAt: null },
    { is: 'action', at: later(30), action: refund },
  ])
  expect(promised).toEqual([{ is: 'ordered', at: later(31), action: refund }])
})

test('promises are what was said and what was ordered and is not carried out', () => {
  const packet = aPacket({ promise: { made: 'yes', what: 'A call', dueAt: later(60) } })
  const executed = aRefund({ state: 'executed', executed: { at: later(40), reference: 'R-1' } })
  expect(briefOf(source({ packet, actions: [executed] })).promised).toEqual([
    { is: 'said', what: 'A call', dueAt: later(60) },
  ])
})

// Catches a clock that has ended and is still said to run, and an order other than that of the ends.
test('clocks are those that run, whichever is due first at the top, with what was written of a law', () => {
  const row = aCase({
    clocks: [
      { kind: 'first-reply', policyId: idOf(0x51), dueAt: later(1), endedAt: later(0) },
      { kind: 'resolution', policyId: idOf(0x51), dueAt: later(90) },
    ],
    escalation: {
      id: idOf(12),
      state: 'queued',
      queueId: idOf(13),
      attempt: 1,
      byAgentId: idOf(4),
      due: { at: later(30), by: 'queue' },
    },
    dispute: { id: idOf(7), state: 'platform-review', dueAt: later(60) },
  })
  const { clocks } = briefOf(source({ row, packet: aPacket({ legalClock: '14 days by the consumer law' }) }))
  expect(clocks.map(({ is, dueAt }) => [is, dueAt])).toEqual([
    ['escalation', later(30)],
    ['dispute', later(60)],
    ['case', later(90)],
    ['named', null],
  ])
  expect(briefOf(source({ row: { ...row, status: 'solved' } })).clocks.some(({ is }) => is === 'case')).toBe(false)
})

test('what Tier 2 said before is part of what happened, oldest first', () => {
  const turn = { byAgentId: idOf(4), byName: 'Tia Ong', step: 'Step 2' }
  const escalations = [
    anEscalation({
      decision: 'Refund in full.',
      turns: [
        { ...turn, at: later(20), to: 'returned', reason: 'missing-evidence', sentence: 'No photo.' },
        { ...turn, at: later(40), to: 'handed-back', reason: null, sentence: null },
      ],
    }),
  ]
  expect(briefOf(source({ escalations })).happened.slice(2)).toEqual([
    { is: 'given-back', at: later(20), kind: 'returned', reason: 'missing-evidence', sentence: 'No photo.' },
    { is: 'decided', at: later(40), decision: 'Refund in full.' },
  ])
})

// Catches a summary made without a network that says "no reply" where it only does not know.
test('a thread that is not there says so, and nothing is made up of it', () => {
  const brief = briefOf(source({ messages: null }))
  expect(brief.isThreadRead).toBe(false)
  expect(brief.happened.map(({ is }) => is)).toEqual(['came'])
})
