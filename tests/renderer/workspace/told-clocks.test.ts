import { expect, test } from 'vitest'
import { CaseLists } from '#renderer/workspace/case-lists.ts'
import { ClockNews } from '#renderer/workspace/told-clocks.ts'
import type { CaseClock } from '#shared/domain/case-clock.ts'
import type { Case } from '#shared/domain/case.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'

const clock = (set: Partial<CaseClock>): CaseClock => ({
  kind: 'first-reply',
  policyId: idOf(0x51),
  dueAt: someInstant,
  ...set,
})

// Catches: a deadline that passes without a word to whoever has the case, one that is told to everybody, and one that is told twice.
test('an agent is told once that a clock of a case of theirs is close, and once that it is over', () => {
  const me = anAgent()
  let rows: Case[] = [aCase({ assigneeId: me.id, clocks: [clock({})] })]
  const lists = new CaseLists({
    me,
    all: <T extends 'cases' | 'queues'>(table: T) => (table === 'cases' ? [...rows] : []) as never,
    get: (_table, id) => rows.find((row) => row.id === id),
    version: () => 0,
  })
  lists.cases('mine')
  const become = (set: Partial<Case>): string[] => {
    rows = rows.map((row) => ({ ...row, ...set }))
    lists.changed(new Set(rows.map(({ id }) => id)))
    return lists.takeTold().map(({ clock: { kind }, what }) => `${kind} ${what}`)
  }
  const warnedAt = someInstant
  const breachedAt = someInstant
  expect(become({ clocks: [clock({ warnedAt })] })).toEqual(['first-reply close'])
  expect(become({ subject: 'Other' })).toEqual([])
  expect(become({ clocks: [clock({ warnedAt }), clock({ kind: 'legal' })] })).toEqual([])
  const both = [clock({ warnedAt, breachedAt }), clock({ kind: 'legal', warnedAt })]
  expect(become({ clocks: both })).toEqual(['first-reply over'])
  expect(become({ clocks: [] })).toEqual([])
  expect(become({ assigneeId: null, clocks: both })).toEqual([])
  expect(lists.takeTold()).toEqual([])
})

// Catches: a deadline that passes in an outage without a word, a warning for each second of it, one for somebody else's case or for a clock
// that stands still, and the same said once more by the service when it is back.
test('without the service an agent is told by the deadlines that are here, once, and not again when the service says the same', () => {
  const me = anAgent()
  const news = new ClockNews(me.id)
  const due = Date.parse(someInstant)
  const warnAt = new Date(due - 60_000).toISOString()
  const mine = aCase({ assigneeId: me.id, clocks: [clock({ warnAt })] })
  const told = (row: Case, now: number): string[] => news.byOwnTime([row], now).map(({ what }) => what)
  expect(told(mine, due - 60_001)).toEqual([])
  expect([told(mine, due - 60_000), told(mine, due - 59_000)]).toEqual([['close'], []])
  const here = mine.clocks?.[0] ?? clock({})
  const says = (what: 'close' | 'over', set: Partial<CaseClock> = {}) =>
    news.heard([{ row: mine, clock: { ...here, ...set, warnedAt: someInstant }, what }]).length
  expect(says('close')).toBe(0)
  // Its end was moved meanwhile: what was said is not true any more.
  expect(says('close', { dueAt: new Date(due + 1).toISOString() })).toBe(1)
  expect(says('over')).toBe(1)
  expect([told(mine, due), told(mine, due + 1000)]).toEqual([['over'], []])
  expect([says('over'), says('close')]).toEqual([0, 0])
  for (const set of [{ isPaused: true }, { endedAt: someInstant }, { dueAt: null }, { breachedAt: someInstant }]) {
    expect(told({ ...mine, id: idOf(0x99), clocks: [clock({ warnAt, ...set })] }, due)).toEqual([])
  }
  expect(told({ ...mine, id: idOf(0x99), clocks: [clock({ warnAt, warnedAt: warnAt })] }, due - 1)).toEqual([])
  expect(told({ ...mine, id: idOf(0x98), assigneeId: null }, due)).toEqual([])
  // As the service has it: one word for a case.
  const two = [clock({ warnAt }), clock({ kind: 'resolution', warnAt, dueAt: new Date(due + 1).toISOString() })]
  const both = { ...mine, id: idOf(0x97), clocks: two }
  expect([told(both, due), told(both, due + 1), told(both, due + 2)]).toEqual([['over'], ['over'], []])
})
