import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TargetResult, exitCodeOf, releaseFile, resultTable, sumsText } from '#tools/package/release-files.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tierdesk-release-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const results: readonly TargetResult[] = [
  { target: 'deb', outcome: 'built', file: 'a.deb', by: 'electron-builder', signed: 'unsigned' },
  { target: 'nsis-user', outcome: 'not built', why: 'makensis missing: apt-get install nsis' },
]

describe('what is written beside the installers', () => {
  // The reader of SHA256SUMS is sha256sum: what it does not accept is of no use to whoever installs.
  test('SHA256SUMS is accepted by sha256sum, and not once a file has changed', async () => {
    writeFileSync(join(folder, 'b.rpm'), 'two')
    writeFileSync(join(folder, 'a.deb'), 'one')
    const about = { target: null, signed: 'unsigned' }
    const files = await Promise.all(['b.rpm', 'a.deb'].map((name) => releaseFile(join(folder, name), about)))
    writeFileSync(join(folder, 'SHA256SUMS'), sumsText(files))
    const checked = (): string =>
      execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    expect(checked()).toBe('a.deb: OK\nb.rpm: OK\n')
    writeFileSync(join(folder, 'a.deb'), 'onE')
    expect(checked).toThrow('did NOT match')
  })

  test('a file is told with its size, both hashes, and whether it is signed', async () => {
    writeFileSync(join(folder, 'a.msi'), 'abc')
    expect(await releaseFile(join(folder, 'a.msi'), { target: 'msi', signed: 'signed' })).toEqual({
      name: 'a.msi',
      target: 'msi',
      size: 3,
      // FIPS 180-2, appendices B.1 and C.1.
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      sha512:
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      signed: 'signed',
    })
  })

  test('the table has a line for each target, and what to do where one was not built', () => {
    expect(resultTable(results).split('\n')).toEqual([
      'deb        built      a.deb; electron-builder; unsigned',
      'nsis-user  not built  makensis missing: apt-get install nsis',
    ])
  })

  test('what was asked for by name and is not there fails the command; what broke always does', () => {
    expect(exitCodeOf(results, [])).toBe(0)
    expect(exitCodeOf(results, ['deb'])).toBe(0)
    expect(exitCodeOf(results, ['deb', 'nsis-user'])).toBe(1)
    expect(exitCodeOf([{ target: 'rpm', outcome: 'failed', why: 'rpmbuild' }], [])).toBe(1)
  })
})
