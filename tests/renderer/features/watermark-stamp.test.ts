import { expect, test } from 'vitest'
import { watermarkStamp } from '#renderer/features/watermark/watermark-stamp.ts'

const at = Date.UTC(2026, 10, 23, 17, 5)

// Catches: a photograph whose day nobody can tell, or whose hour is that of another place.
test('the time over the window says its day and by how much its place is ahead of UTC', () => {
  expect(watermarkStamp(at, 480)).toBe('2026-11-24 01:05 UTC+8')
  expect(watermarkStamp(at, 0)).toBe('2026-11-23 17:05 UTC+0')
  expect(watermarkStamp(at, 345)).toBe('2026-11-23 22:50 UTC+5:45')
  expect(watermarkStamp(at, -210)).toBe('2026-11-23 13:35 UTC−3:30')
})
