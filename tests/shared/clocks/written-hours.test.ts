import { expect, test } from 'vitest'
import {
  readDuration,
  readDurations,
  readHoliday,
  readHours,
  writeDuration,
  writeDurations,
  writeHoliday,
  writeHours,
} from '#shared/clocks/written-hours.ts'

// Catches: hours that are taken for others than those that were written, or taken although they are none.
test('hours are read as they are written, and written as they are read', () => {
  const blocks = [
    { from: 540, to: 735 },
    { from: 780, to: 1440 },
  ]
  expect(readHours('9:00-12:15, 13 – 24')).toEqual(blocks)
  expect(writeHours(blocks)).toBe('09:00-12:15, 13:00-24:00')
  expect(readHours(writeHours(blocks))).toEqual(blocks)
  expect(readHours('  ')).toEqual([])
  expect(
    ['9', '18:00-09:00', '09:00-25:00', '09:75-10:00', 'nine to five', '9-10-11', '-', '9:00-9:00'].filter(
      (wrong) => readHours(wrong) !== null,
    ),
  ).toEqual([])
})

test('times are read as they are written, and written as they are read', () => {
  expect(['90s', '30m', '4h', '2d', '0m'].map(readDuration)).toEqual([90, 1800, 14_400, 172_800, 0])
  expect([90, 1800, 14_400, 172_800, 0].map(writeDuration)).toEqual(['90s', '30m', '4h', '48h', '0m'])
  expect(['', '4', 'h', '-1h', '1.5h', '1y', '999999m'].filter((wrong) => readDuration(wrong) !== null)).toEqual([])
  expect(readDurations('8h, 4h  1h 30m')).toEqual([28_800, 14_400, 3600, 1800])
  expect(readDurations('8h soon')).toBeNull()
  expect(writeDurations([28_800, 90])).toBe('8h 90s')
})

test('holidays are read as they are written, and written as they are read', () => {
  const eve = { day: '2026-12-24', name: 'Christmas Eve', blocks: [{ from: 540, to: 780 }] }
  expect(readHoliday('2026-12-24 Christmas Eve 09:00-13:00')).toEqual(eve)
  expect(readHoliday(writeHoliday(eve))).toEqual(eve)
  expect(readHoliday(' 2026-12-25 Christmas Day ')).toEqual({ day: '2026-12-25', name: 'Christmas Day' })
  expect(readHoliday('2026-12-25')).toEqual({ day: '2026-12-25', name: '' })
  expect(
    ['2026-02-30 Never', '25.12.2026', 'Christmas', '2026-12-24 Eve 9-8'].filter(
      (wrong) => readHoliday(wrong) !== null,
    ),
  ).toEqual([])
})
