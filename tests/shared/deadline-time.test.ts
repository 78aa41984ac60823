import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeadlineUnit, instantAfter, lengthBetween, lengthOf, plainCalendar } from '#shared/deadline-time.ts'

const after = (from: string, duration: number, unit: DeadlineUnit, market = 'SG'): string =>
  new Date(instantAfter(Date.parse(from), lengthOf(duration, unit), unit, plainCalendar(market))).toISOString()

test('hours are counted by the clock, days at the same time of day where the market is', () => {
  expect(after('2026-11-20T09:30:00.000Z', 48, 'hour')).toBe('2026-11-22T09:30:00.000Z')
  expect(after('2026-11-20T09:30:00.000Z', 3, 'calendar-day')).toBe('2026-11-23T09:30:00.000Z')
})

// Catches days that are counted as 24 hours: the deadline would fall at another time of day after a change of the clocks.
test('a day across a change of the clocks ends at the same time on the wall', () => {
  expect(after('2026-10-24T10:00:00.000Z', 1, 'calendar-day', 'DE')).toBe('2026-10-25T11:00:00.000Z')
  expect(after('2026-03-28T11:00:00.000Z', 1, 'calendar-day', 'DE')).toBe('2026-03-29T10:00:00.000Z')
  // 02:30 does not exist on that day: the deadline is not before what was promised.
  expect(after('2026-03-28T01:30:00.000Z', 1, 'calendar-day', 'DE')).toBe('2026-03-29T01:30:00.000Z')
})

test('business days leave weekends out, wherever they begin', () => {
  // A Friday noon in Singapore.
  expect(after('2026-11-20T04:00:00.000Z', 3, 'business-day')).toBe('2026-11-25T04:00:00.000Z')
  // Begun on a Saturday, one business day is the whole of Monday.
  expect(after('2026-11-21T04:00:00.000Z', 1, 'business-day')).toBe('2026-11-23T16:00:00.000Z')
})

test('a calendar without a business day gives an end all the same', () => {
  const never = { zone: 'UTC', isBusinessDay: () => false }
  expect(instantAfter(0, lengthOf(1, 'business-day'), 'business-day', never)).toBeGreaterThan(0)
})

// Catches a pause that gives or takes time: what is left, counted on from the pause, must be the deadline again.
test('what is left of a deadline at any moment leads to the same deadline', () => {
  const units = fc.constantFrom<DeadlineUnit>('hour', 'calendar-day', 'business-day')
  const start = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) })
  fc.assert(
    fc.property(
      start,
      fc.integer({ min: 1, max: 30 }),
      units,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (from, n, unit, part) => {
        const calendar = plainCalendar('SG')
        const due = instantAfter(from, lengthOf(n, unit), unit, calendar)
        const pause = Math.round(from + (due - from) * part)
        expect(instantAfter(pause, lengthBetween(pause, due, unit, calendar), unit, calendar)).toBe(due)
      },
    ),
  )
})

// Catches arithmetic that goes wrong on some day of the year in a zone with daylight saving: an independent walk by the minute agrees.
test('business time is what a walk by the minute counts', () => {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', weekday: 'short' })
  const calendar = plainCalendar('DE')
  const minute = 60_000
  for (const [from, hours] of [
    ['2026-10-23T20:00:00.000Z', 30],
    ['2026-07-03T21:00:00.000Z', 20],
    ['2026-01-02T22:30:00.000Z', 49],
  ] as const) {
    let [at, left] = [Date.parse(from), hours * 60]
    while (left > 0) {
      if (!['Sat', 'Sun'].includes(clock.format(at))) left -= 1
      at += minute
    }
    expect(instantAfter(Date.parse(from), hours * 60 * minute, 'business-day', calendar)).toBe(at)
  }
})
