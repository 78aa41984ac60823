import { expect, test } from 'vitest'
import { runSchedule } from './run-schedule.ts'
import { switchOffs } from './switch-offs.ts'

// A rule whose removal nobody notices is not tested: each of these must fail within so many schedules.
const within = 1000

test.each(switchOffs)('without $without, schedules fail [$rule]', async ({ sabotage }) => {
  let noticedAt: number | null = null
  for (let seed = 1; noticedAt === null && seed <= within; seed++) {
    const { failures } = await runSchedule(seed, { sabotage: sabotage() })
    if (failures.length > 0) noticedAt = seed
  }
  expect(noticedAt).not.toBeNull()
})
