import { expect, test } from 'vitest'
import { CaseLists } from '#renderer/workspace/case-lists.ts'
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
