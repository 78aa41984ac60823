import { expect, test } from 'vitest'
import { partsOf, partySafe } from '#shared/party-safe.ts'

test('what stands between the marks is for the desk alone, also where nobody closed it', () => {
  const text = 'We refund.\n\n:::internal\nUp to 50 at once.\n:::\n\nIn 14 days.\n:::internal\nCall legal.'
  expect(partySafe(text)).toBe('We refund.\n\nIn 14 days.')
  expect(partsOf(text).map(({ isInternal }) => isInternal)).toEqual([false, true, false, true])
})
