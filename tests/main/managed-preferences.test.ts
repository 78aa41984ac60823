import { expect, test } from 'vitest'
import { readManagedPreferences } from '#main/managed-preferences.ts'

// Catches: what is set for one user overruling what is set for the computer.
test('what profiles set for the user comes before what they set for the computer', async () => {
  const files: Readonly<Record<string, string>> = {
    '/Library/Managed Preferences/ana/com.tierdesk.app.plist': '{"Enforced":{"PinMinimumLength":7}}',
    '/Library/Managed Preferences/com.tierdesk.app.plist':
      '{"PayloadUUID":"E2F9","Enforced":{"PinMinimumLength":10},"Defaults":{"Theme":"dark"}}',
  }
  const { sources, refusals } = await readManagedPreferences('ana', async (path) => files[path] ?? null)
  expect(sources.map(({ by, values }) => [by, values])).toEqual([
    ['enforced', { PinMinimumLength: 7 }],
    ['enforced', { PinMinimumLength: 10 }],
    ['default', { Theme: 'dark' }],
  ])
  expect(refusals).toEqual([])
})

test('no file is no policy, and one that cannot be read is said', async () => {
  expect(await readManagedPreferences('ana', async () => null)).toEqual({ sources: [], refusals: [] })
  const { refusals } = await readManagedPreferences('ana', () => Promise.reject(new Error('denied')))
  expect(refusals).toContain(
    '/Library/Managed Preferences/com.tierdesk.app.plist could not be read. Install the profile again.',
  )
})
