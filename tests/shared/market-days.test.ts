import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayBegins, dayIn, sameDayIn } from '#shared/market-days.ts'

const markets = fc.constantFrom(null, 'SG', 'PH', 'TH', 'VN', 'DE', 'US', 'EG', 'CL', 'LB', 'SEA')
const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
const before = (at: string): string => new Date(Date.parse(at) - 1).toISOString()

// Catches a rule of law that holds eight hours late, because its day was taken to begin by the clocks of Greenwich.
test('a day begins at the midnight of its market', () => {
  expect(dayBegins('2026-12-01', 'PH')).toBe('2026-11-30T16:00:00.000Z')
  expect(dayBegins('2026-12-01', 'DE')).toBe('2026-11-30T23:00:00.000Z')
  expect(dayBegins('2026-07-01', 'DE')).toBe('2026-06-30T22:00:00.000Z')
  expect(dayBegins('2026-12-01', null)).toBe('2026-12-01T00:00:00.000Z')
  expect(dayIn('2026-11-30T16:00:00.000Z', 'PH')).toBe('2026-12-01')
  expect(sameDayIn('2026-11-30T16:00:00.000Z', 'PH', 'DE')).toBe('2026-11-30T23:00:00.000Z')
})

// Catches a day that is another one when it is read again, also where clocks leave out its midnight or show it twice.
test('what is written as a day is read as that day, and the moment before is the day before', () => {
  fc.assert(
    fc.property(instants, markets, (date, market) => {
      const day = dayIn(date.toISOString(), market)
      const begins = dayBegins(day, market)
      expect(begins <= date.toISOString()).toBe(true)
      expect(dayIn(begins, market)).toBe(day)
      expect(dayIn(before(begins), market) < day).toBe(true)
    }),
    { numRuns: 3000 },
  )
})
