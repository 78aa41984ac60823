import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint, isStamped, writeStamp } from '#tools/fingerprint.mjs'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tierdesk-fingerprint-'))
  await mkdir(join(root, 'src'))
  await writeFile(join(root, 'src', 'a.ts'), 'one')
})
afterEach(() => rm(root, { recursive: true, force: true }))

// Catches: an old window served after a source was changed, renamed, added or removed.
test('every change of a source changes the fingerprint, and only a change does', async () => {
  const before = fingerprint(root, ['src', 'absent.json'])
  await writeFile(join(root, 'src', 'a.ts'), 'one')
  expect(fingerprint(root, ['src', 'absent.json'])).toBe(before)
  await writeFile(join(root, 'src', 'a.ts'), 'two')
  const changed = fingerprint(root, ['src', 'absent.json'])
  await writeFile(join(root, 'src', 'b.ts'), '')
  const added = fingerprint(root, ['src', 'absent.json'])
  expect(new Set([before, changed, added]).size).toBe(3)
})

// Catches: building again at every start, or never again.
test('a stamp holds for exactly the fingerprint it was written for', () => {
  const stamp = join(root, 'out', 'stamp')
  expect(isStamped(stamp, 'a')).toBe(false)
  writeStamp(stamp, 'a')
  expect([isStamped(stamp, 'a'), isStamped(stamp, 'b')]).toEqual([true, false])
})
