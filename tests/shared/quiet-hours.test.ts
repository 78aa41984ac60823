import { expect, test } from 'vitest'
import { policies } from '#shared/policy/all-policies.ts'
import { isQuietAt, quietHoursOf } from '#shared/quiet-hours.ts'

const at = (time: string): Date => new Date(`2026-11-23T${time}:00`)
const quietIn = (hours: string, times: readonly string[]): string[] =>
  times.filter((time) => isQuietAt(quietHoursOf(hours), at(time)))

// Catches: hours over midnight that are never quiet, or quiet all day; a first or last minute on the wrong side.
test('it is quiet from the first minute to before the last, also over midnight', () => {
  const times = ['00:00', '07:59', '08:00', '12:00', '19:59', '20:00', '23:59']
  expect(quietIn('20:00-08:00', times)).toEqual(['00:00', '07:59', '20:00', '23:59'])
  expect(quietIn('08:00-20:00', times)).toEqual(['08:00', '12:00', '19:59'])
  expect(quietIn('12:00-12:00', times)).toEqual([])
  expect(quietIn('', times)).toEqual([])
})

// Catches: a policy that is taken and then read as something else.
test.each(['24:00-08:00', '8:00-20:00', '20:00', '20:00-', '20:00 - 08:00', '20:60-08:00', '-'])(
  'hours written as %j are refused by the policy and read as none',
  (written) => {
    expect(policies.QuietHours.schema.safeParse(written).success).toBe(false)
    expect(quietHoursOf(written)).toBeNull()
  },
)
