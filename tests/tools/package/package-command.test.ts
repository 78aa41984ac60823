import { describe, expect, test } from 'vitest'
import { packageOptions } from '#tools/package/package-options.ts'
import { type Machine, whyNot } from '#tools/package/programs.ts'
import { signingFrom, signingSentence } from '#tools/package/signing.ts'
import { type TargetName, targetNames } from '#tools/package/targets.ts'
import { closing, verified } from '#tools/package/verify-step.ts'

const bare: Machine = { platform: 'linux', canDownload: false, isTestBuild: true, hasElectron: true, has: () => false }
const complete: Machine = { ...bare, has: () => true }

describe('npm run package', () => {
  test('makes all targets, or those that are named', () => {
    expect(packageOptions([])).toEqual({ named: [], isTestBuild: false })
    expect(packageOptions(['deb', '--test-runtime', 'msi'])).toEqual({ named: ['deb', 'msi'], isTestBuild: true })
    expect(() => packageOptions(['exe'])).toThrow('exe: no such target. Known are dir, deb')
    expect(() => packageOptions(['--fast'])).toThrow('was not understood')
  })

  test('says which program is missing and where Debian has it', () => {
    expect(whyNot('deb', bare)).toBe('dpkg-deb missing: apt-get install dpkg')
    expect(whyNot('msi', bare)).toContain('wixl, x86_64-w64-mingw32-gcc')
    expect(whyNot('dir', bare)).toBeNull()
  })

  test('makes everything of Linux and Windows as a test build where the programs are there, and nothing for a Mac', () => {
    const reasons = new Map(targetNames.map((name) => [name, whyNot(name, complete)]))
    expect([...reasons].filter(([, why]) => why !== null).map(([name]) => name)).toEqual(['dmg', 'pkg'])
    expect(reasons.get('dmg')).toContain('needs macOS')
  })

  // Catches stand-ins in what is given to people: an NSIS installer with stand-ins for its plugins installs nothing on Windows.
  test('never makes a release of Windows or an AppImage with stand-ins', () => {
    const offline = { ...complete, isTestBuild: false }
    expect(whyNot('deb', offline)).toBeNull()
    expect(whyNot('deb', { ...offline, hasElectron: false })).toContain('cannot be reached')
    for (const name of ['nsis-user', 'nsis-machine', 'msi', 'appimage'] satisfies TargetName[])
      expect(whyNot(name, offline)).toContain('cannot be reached')
    for (const name of ['nsis-user', 'msi', 'appimage'] satisfies TargetName[])
      expect(whyNot(name, { ...offline, canDownload: true })).toBeNull()
  })

  test('says plainly what is unsigned', () => {
    expect(signingSentence('win32', signingFrom({}))).toContain('UNSIGNED')
    expect(signingSentence('win32', signingFrom({ WIN_CSC_LINK: 'c.pfx' }))).toBe('signed')
    expect(signingSentence('darwin', signingFrom({ CSC_NAME: 'T' }))).toContain('NOT notarized')
    expect(signingSentence('darwin', signingFrom({ WIN_CSC_LINK: 'c.pfx' }))).toContain('UNSIGNED')
  })
})

describe('npm run package:verify', () => {
  const step = { name: 'a', needs: [], run: () => Promise.resolve('seen') }

  // Catches a step that counts as passed because nothing was there to try it with.
  test('tells what could not be tried as not run, with the reason, and fails for what failed', async () => {
    const outcomes = await Promise.all([
      verified(step),
      verified({ ...step, name: 'b', needs: ['no-such-program'] }),
      verified({ ...step, name: 'c', whyNot: () => 'needs root' }),
      verified({ ...step, name: 'd', run: () => Promise.reject(new Error('broken')) }),
    ])
    expect(outcomes).toEqual([
      { name: 'a', outcome: 'passed', said: 'seen' },
      { name: 'b', outcome: 'not run', said: 'no-such-program missing: apt-get install no-such-program' },
      { name: 'c', outcome: 'not run', said: 'needs root' },
      { name: 'd', outcome: 'failed', said: 'broken' },
    ])
    expect(closing(outcomes)).toEqual({ line: '1 passed, 1 failed, 2 not run', code: 1 })
    expect(closing(outcomes.slice(0, 3)).code).toBe(0)
  })
})
