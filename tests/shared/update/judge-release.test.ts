import { expect, test } from 'vitest'
import { type OfferedDesk, judgeRelease } from '#shared/update/judge-release.ts'
import { ReleaseVersion } from '#shared/update/release-version.ts'
import type { ReleaseContent } from '#shared/update/release.ts'

const file = { target: 'win32-x64-nsis', name: 'Tierdesk-1.3.0.exe', bytes: 10, sha512: `${'A'.repeat(86)}==` } as const
const release: ReleaseContent = { version: '1.3.0', releasedAt: '2026-11-23T06:00:00.000Z', from: null, files: [file] }
const desk: OfferedDesk = { version: '1.2.0', target: 'win32-x64-nsis', minimum: null, maximum: null }

test('a newer release with a file for this computer is taken', () => {
  expect(judgeRelease(release, desk)).toEqual({ file })
  expect(judgeRelease(release, { ...desk, version: '1.3.0' })).toBeNull()
})

// Catches a desk that obeys its feed more than IT, and one that is brought back to a version with a hole that was closed.
test.each([
  ['older', {}, { version: '1.3.1' }],
  ['below-minimum', {}, { minimum: '1.4.0' }],
  ['above-maximum', {}, { maximum: '1.2.9' }],
  ['step-too-far', { from: '1.2.1' }, {}],
  ['no-file', {}, { target: 'linux-x64-appimage' }],
] as const)('a release is refused as %s', (refused, content, about) => {
  expect(judgeRelease({ ...release, ...content }, { ...desk, ...about })).toEqual({ refused })
})

test('what is just within the bounds is taken', () => {
  const bounded = { ...desk, minimum: '1.3.0', maximum: '1.3.0' }
  expect(judgeRelease({ ...release, from: '1.2.0' }, bounded)).toEqual({ file })
})

test.each(['1.2', '1.2.3-beta', 'v1.2.3', '01.2.3', '1.2.3 ', '1.2.9999999'])('%s is no version', (text) => {
  expect(ReleaseVersion.safeParse(text).success).toBe(false)
})
