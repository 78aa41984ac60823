import { expect, test } from 'vitest'
import { compileQuery } from '#shared/case-query/compile-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import type { CaseClock } from '#shared/domain/case-clock.ts'
import type { Case } from '#shared/domain/case.ts'
import { aCase, idOf } from '#tests/builders.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')
const at = (time: string): string => `2026-11-23T${time}:00.000Z`
const clock = (kind: CaseClock['kind'], dueAt: string | null, more: Partial<CaseClock> = {}): CaseClock => ({
  kind,
  policyId: idOf(1),
  startedAt: at('00:00'),
  dueAt,
  ...more,
})
const asking = (text: string) =>
  compileQuery(parseQuery(text), {
    meId: idOf(4),
    textOf: () => '',
    named: () => [],
    orderNumbers: () => [],
    dayStart: (day) => Date.parse(`${day}T00:00:00.000Z`),
    dayAt: (then) => new Date(then).toISOString().slice(0, 10),
  })
const finds = (text: string, set: Partial<Case>): boolean => asking(text).passes(aCase(set), now)

const clocks = [
  clock('first-reply', at('09:00'), { endedAt: at('08:00') }),
  clock('resolution', at('15:00')),
  clock('next-reply', at('11:30')),
  clock('legal', '2026-11-30T00:00:00.000Z'),
]

// Catches: a clock that ended, or stands still, taken for one that is due, and one kind of clock taken for the other.
test('cases are found by the clock that is due first', () => {
  expect(finds('due:<2h', { clocks })).toBe(true)
  expect(finds('due:<1h', { clocks })).toBe(false)
  expect(finds('due:>1h', { clocks })).toBe(true)
  expect(finds('due:today', { clocks })).toBe(true)
  expect(finds('legal:<2h', { clocks })).toBe(false)
  expect(finds('legal:<7d', { clocks })).toBe(true)
  expect(finds('legal:2026-11-30', { clocks })).toBe(true)
  expect(finds('due:<1w', { clocks: [clock('update', null, { leftMs: 5, isPaused: true })] })).toBe(false)
  expect(finds('is:overdue', { clocks })).toBe(false)
  expect(finds('is:overdue', { clocks: [clock('legal', at('09:59'))] })).toBe(true)
  expect(finds('is:overdue', {})).toBe(false)
  expect(finds('is:raised', { raised: { level: 1, at: at('09:00') } })).toBe(true)
  expect(finds('is:raised', { raised: { level: 1, at: at('09:00') }, status: 'solved' })).toBe(false)
  const escalation = { id: idOf(1), state: 'queued', queueId: idOf(2), attempt: 1, byAgentId: idOf(3) } as const
  expect(finds('is:raised', { escalation })).toBe(false)
  expect(finds('is:raised', { escalation: { ...escalation, raised: 1 } })).toBe(true)
})

// Catches: a list that does not hear that a case came into it, or left it, because time passed.
test('when a clock brings a case into a list is known beforehand', () => {
  const soon = asking('due:<1h')
  const then = soon.changesAt(aCase({ clocks }), now)
  expect([then - 1, then].map((time) => soon.passes(aCase({ clocks }), time))).toEqual([false, true])
  const over = asking('is:overdue')
  const due = over.changesAt(aCase({ clocks }), now)
  expect([due - 1, due].map((time) => over.passes(aCase({ clocks }), time))).toEqual([false, true])
  expect(over.changesAt(aCase({ clocks }), Date.parse(at('16:00')))).toBe(Infinity)
})

test('cases are found by whose turn it is', () => {
  expect(finds('holder:agent', {})).toBe(true)
  expect(finds('holder:customer', { status: 'pending' })).toBe(true)
  expect(finds('holder:seller', { status: 'pending', partyKind: 'seller' })).toBe(true)
  expect(finds('holder:logistics,customer', { status: 'on-hold' })).toBe(true)
  const escalation = { id: idOf(12), state: 'accepted' as const, queueId: idOf(13), attempt: 1, byAgentId: idOf(4) }
  expect(finds('holder:tier-2', { status: 'pending', escalation })).toBe(true)
  expect(finds('holder:agent', { escalation: { ...escalation, state: 'returned' } })).toBe(true)
  expect(finds('holder:agent', { status: 'solved' })).toBe(false)
})
