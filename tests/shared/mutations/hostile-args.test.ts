import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { arbitraryOf } from './hostile/arbitrary-of-schema.ts'

const ids = (): fc.Arbitrary<string> => fc.constant('00000000-0000-7000-8000-000000000001')
const Lines = z.object({ lines: z.array(z.object({ text: z.string(), parts: z.array(z.string()) })) })

/** How much text a value holds, in characters. */
const lettersIn = (value: unknown): number => {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, one) => sum + lettersIn(one), 0)
}

// Catches 2,000 times the longest text, or 2,000 times 2,000 of another: no string holds that, and the test fails of itself, without a word
// of what was wrong ("RangeError: Invalid string length").
test('hostile arguments are large, and never larger than a string can be', () => {
  const found = fc.sample(arbitraryOf(Lines, ids), { numRuns: 20_000, seed: 1 }).map(lettersIn)
  const largest = found.reduce((most, one) => Math.max(most, one), 0)
  expect(largest).toBeGreaterThan(300_000)
  expect(largest).toBeLessThan(20_000_000)
})
