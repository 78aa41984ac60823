import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOfTerm, leftOfTerm } from '#shared/clocks/deadline.ts'
import { openHours } from '#shared/clocks/open-hours.ts'
import { type ClockFrom, clockAt } from '#shared/dispute-clock.ts'
import type { DisputeDeadline } from '#shared/domain/dispute-deadline.ts'
import { aCalendar, idOf } from '#tests/builders.ts'
import { aDeadline } from './mutations/dispute-desk.ts'

const manila = aCalendar({
  name: 'Manila',
  timeZone: 'Asia/Manila',
  markets: ['PH'],
  holidays: [{ day: '2026-11-30', name: 'Bonifacio Day' }],
})
const blank = { market: 'PH', state: 'opened', clock: { runs: false, why: 'is-over' }, paused: null } as const

/** When the seller's time is over that begins at an instant. */
function dueFrom(at: string, set: Partial<DisputeDeadline>, rules: Partial<ClockFrom> = {}, market = 'PH') {
  const from = { kind: 'damaged', openedAt: at, deadlines: [aDeadline(set)], calendars: [manila], at, ...rules }
  const { clock } = clockAt({ ...blank, market }, 'awaiting-seller', null, from)
  return clock.runs ? clock.at : clock.why
}

// Catches: weekends counted as days on which a seller could have answered, and holidays that only the policies of cases know.
test('business days are those of the market’s calendar, and end when the last one is over there', () => {
  // A Thursday afternoon; Monday is a holiday there.
  expect(dueFrom('2026-11-26T06:00:00.000Z', { unit: 'business-day', duration: 3 })).toBe('2026-12-02T16:00:00.000Z')
  expect(dueFrom('2026-11-26T06:00:00.000Z', { unit: 'calendar-day', duration: 3 })).toBe('2026-11-29T16:00:00.000Z')
  expect(dueFrom('2026-11-26T06:00:00.000Z', { unit: 'hour', duration: 48 })).toBe('2026-11-28T06:00:00.000Z')
})

test('a market without a calendar has Monday to Friday, by its own days', () => {
  // A Friday in Berlin: the second business day is Tuesday, over at 23:00 UTC.
  const term = { unit: 'business-day', duration: 2 } as const
  expect(dueFrom('2026-11-20T12:00:00.000Z', term, {}, 'DE')).toBe('2026-11-24T23:00:00.000Z')
})

// Catches a dispute that never ends because somebody saved a calendar without hours.
test('where nobody ever works every day counts', () => {
  const calendars = [{ ...manila, week: [] }]
  const term = { unit: 'business-day', duration: 3 } as const
  expect(dueFrom('2026-11-26T06:00:00.000Z', term, { calendars })).toBe('2026-11-29T16:00:00.000Z')
})

// Catches a pause that gives or takes time: what is left, counted on from the pause, must be the deadline again.
test('what is left of a deadline at any moment leads to the same deadline', () => {
  const calendars = [manila, aCalendar({ timeZone: 'Europe/Berlin' }), aCalendar({ timeZone: 'America/Havana' })]
  const start = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) })
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars.map(openHours)),
      fc.constantFrom('hour' as const, 'calendar-day' as const, 'business-day' as const),
      start,
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (hours, unit, from, amount, part) => {
        const term = { unit, amount, isRolling: false }
        const end = endOfTerm(term, hours, from) ?? 0
        const pause = Math.min(end - 1, Math.floor(from + (end - from) * part))
        expect(endOfTerm({ ...term, amount: leftOfTerm(term, hours, pause, end) }, hours, pause)).toBe(end)
      },
    ),
  )
})

// Catches a rest of a day that is over at once, or on a day on which nobody is there.
test('a deadline that was paused on its last day ends with the next day that counts', () => {
  const deadline = aDeadline({ id: idOf(0x85), step: 'platform-review', unit: 'business-day', duration: 1 })
  const paused = { step: 'platform-review', deadlineId: deadline.id, left: 0 } as const
  // A Saturday.
  const at = '2026-11-28T03:00:00.000Z'
  const from = { kind: 'damaged', openedAt: at, deadlines: [deadline], calendars: [manila], at }
  const resumed = clockAt({ ...blank, state: 'evidence-requested', paused }, 'platform-review', null, from)
  expect(resumed).toMatchObject({ paused: null, clock: { at: '2026-12-01T16:00:00.000Z' } })
})
