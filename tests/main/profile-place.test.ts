import { expect, test } from 'vitest'
import { profilePlace } from '#main/profile-place.ts'

// Catches: cases that roam from computer to computer with a Windows profile, and an outbox that two computers write.
test('on Windows the profile stays on the computer', () => {
  expect(profilePlace({ platform: 'win32', named: undefined, local: 'C:\\Users\\ana\\AppData\\Local' })).toBe(
    'C:\\Users\\ana\\AppData\\Local\\com.tierdesk.app',
  )
})

// Catches: a Linux home with a folder of Windows in it, or a Windows without the variable that does not start.
test.each([
  ['linux', '/somewhere'],
  ['darwin', undefined],
  ['win32', undefined],
  ['win32', ''],
] as const)('on %s with %s for local data it is where Electron puts it', (platform, local) => {
  expect(profilePlace({ platform, named: '', local })).toBeNull()
})

// Catches: a folder that was named on purpose and is passed over.
test('a folder that is named goes before both', () => {
  expect(profilePlace({ platform: 'linux', named: '/data/ana', local: undefined })).toBe('/data/ana')
})
