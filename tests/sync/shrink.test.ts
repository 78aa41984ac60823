import { expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { forgetsResults } from './service-removals.ts'
import { shrink } from './shrink.ts'

// Catches a shrinker that answers a schedule which no longer fails, or the one it was given.
test('a failing schedule is made smaller and still fails when it is run again', async () => {
  let seed = 1
  let first = await runSchedule(seed, { sabotage: forgetsResults() })
  while (first.failures.length === 0) first = await runSchedule((seed += 1), { sabotage: forgetsResults() })
  const smallest = await shrink(first, forgetsResults)
  expect(smallest.plan.has.size).toBeLessThanOrEqual(3)
  expect(smallest.plan.kept?.size).toBeLessThanOrEqual(6)
  const again = await runSchedule(seed, { sabotage: forgetsResults(), plan: smallest.plan })
  expect(again.failures).toEqual(smallest.failures)
  expect(again.failures).not.toEqual([])
})
