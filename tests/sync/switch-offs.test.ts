import { expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { switchOffSummary } from './switch-off-table.ts'
import { switchOffs } from './switch-offs.ts'

// A rule whose removal nobody notices is not tested: each of these must fail within so many schedules.
const within = 1000
/** Milliseconds; only a machine that does nothing else is ever late. */
const patience = 600_000

test.each(switchOffs)('without $without, schedules fail [$rule]', { timeout: patience }, async ({ sabotage }) => {
  let noticedAt: number | null = null
  for (let seed = 1; noticedAt === null && seed <= within; seed++) {
    const { failures } = await runSchedule(seed, { sabotage: sabotage() })
    if (failures.length > 0) noticedAt = seed
  }
  expect(noticedAt).not.toBeNull()
})

// Catches a rule that is added to the table and that nobody takes away.
test('every rule is taken away by at least one switch-off [S1-S24]', () => {
  const rules = new Set(switchOffs.map(({ rule }) => rule))
  expect([...rules].map((rule) => Number(rule.slice(1))).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 24 }, (_, n) => n + 1),
  )
})

test('a rule counts as caught where each way of taking it away was noticed', () => {
  const [a, b] = [switchOffs.find(({ rule }) => rule === 'S15'), switchOffs.findLast(({ rule }) => rule === 'S15')]
  const other = switchOffs.find(({ rule }) => rule === 'S2')
  if (a === undefined || b === undefined || other === undefined) throw new Error('These rules have switch-offs.')
  const caught = [
    { switchOff: a, caught: 3 },
    { switchOff: other, caught: 1 },
  ]
  expect(switchOffSummary([...caught, { switchOff: b, caught: 1 }])).toBe('rules 2, caught 2, missed 0')
  expect(switchOffSummary([...caught, { switchOff: b, caught: 0 }])).toBe('rules 2, caught 1, missed 1')
})
