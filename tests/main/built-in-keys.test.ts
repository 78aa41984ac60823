import { expect, test } from 'vitest'
import { builtInSitePackKeys } from '#main/built-in-site-pack-keys.ts'
import { builtInUpdateKeys } from '#main/built-in-update-keys.ts'

// Catches: a key that slips into what is delivered, whose owner could then replace the desks of everybody. Whoever builds for one workspace names
// theirs here as well as there.
test('no key is trusted that nobody has decided on', () => {
  expect(builtInUpdateKeys).toEqual([])
  expect(builtInSitePackKeys).toEqual([])
})
