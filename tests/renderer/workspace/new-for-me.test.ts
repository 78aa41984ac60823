import { expect, test } from 'vitest'
import { newForMe } from '#renderer/workspace/new-for-me.ts'
import type { Case, CaseEscalation } from '#shared/domain/case.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'

const me = anAgent().id
const other = idOf(0x77)
const later = '2026-11-22T08:00:00.000Z'
const mine = (set: Partial<Case> = {}): Case => aCase({ assigneeId: me, ...set })
const escalation = (set: Partial<CaseEscalation>): CaseEscalation => ({
  id: idOf(0x60),
  state: 'queued',
  queueId: idOf(0x61),
  attempt: 1,
  byAgentId: other,
  ...set,
})
const clock = { kind: 'first-reply', policyId: idOf(0x51), dueAt: someInstant } as const

// Catches: an agent who was given a case and works on without knowing, and one who is told of what they took themselves.
test('a case that was given is told, by name or by the service, also where it only now comes into sight', () => {
  const free = aCase({ assigneeId: null })
  const routed = { agentId: me, at: someInstant }
  expect(newForMe(free, mine(), me)).toBe('case-given')
  expect(newForMe(free, mine({ claim: routed, routed }), me)).toBe('case-given')
  expect(newForMe(undefined, mine({ claim: routed, routed }), me)).toBe('case-given')
  expect(newForMe(free, mine({ claim: { agentId: me, at: someInstant } }), me)).toBeNull()
  expect(newForMe(free, aCase({ assigneeId: other }), me)).toBeNull()
})

test('an escalation that the service offers is told, and one that comes back to whoever made it', () => {
  const offered = escalation({ routed: { agentId: me, at: someInstant } })
  expect(newForMe(aCase({ escalation: escalation({}) }), aCase({ escalation: offered }), me)).toBe('case-given')
  expect(newForMe(aCase({ escalation: offered }), aCase({ escalation: offered, tags: ['vip'] }), me)).toBeNull()
  const with2 = aCase({ escalation: escalation({ byAgentId: me, state: 'accepted' }) })
  for (const state of ['returned', 'handed-back'] as const) {
    const back = aCase({ escalation: escalation({ byAgentId: me, state }) })
    expect(newForMe(with2, back, me)).toBe('came-back')
    expect(newForMe(back, { ...back, tags: ['vip'] }, me)).toBeNull()
  }
})

// Catches: an agent who is told of their own reply, or of what is written on the cases of others.
test('a party who writes on a case of theirs is told, the desk’s own reply is not', () => {
  const before = mine({ lastReplyId: idOf(1), lastReplyBy: 'desk' })
  const answered = mine({ lastReplyId: idOf(2), lastReplyBy: 'party' })
  expect(newForMe(before, answered, me)).toBe('answered')
  expect(newForMe(answered, { ...answered, tags: ['vip'] }, me)).toBeNull()
  expect(newForMe(answered, mine({ lastReplyId: idOf(3), lastReplyBy: 'desk' }), me)).toBeNull()
  expect(newForMe({ ...before, assigneeId: other }, { ...answered, assigneeId: other }, me)).toBeNull()
})

test('of a clock the agent is told when it warns and when it is over', () => {
  const warned = { ...clock, warnedAt: someInstant }
  expect(newForMe(mine({ clocks: [clock] }), mine({ clocks: [warned] }), me)).toBe('clock-close')
  const over = mine({ clocks: [{ ...warned, breachedAt: someInstant }] })
  expect(newForMe(mine({ clocks: [warned] }), over, me)).toBe('clock-over')
  expect(newForMe(over, { ...over, tags: ['vip'] }, me)).toBeNull()
})

test('who is named in a note is told, and again when they are named once more', () => {
  const named = (at: string): Case => aCase({ unseen: [{ agentId: me, what: 'mention', at, messageId: idOf(0x50) }] })
  expect(newForMe(aCase(), named(someInstant), me)).toBe('named')
  expect(newForMe(named(someInstant), { ...named(someInstant), tags: ['vip'] }, me)).toBeNull()
  expect(newForMe(named(someInstant), named(later), me)).toBe('named')
})
