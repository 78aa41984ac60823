import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyRelease } from '#main/verify-release.ts'
import { UpdateFolder } from '#service/updates/update-folder.ts'
import { runPublishCommand } from '#tools/updates/publish-command.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tierdesk-publish-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const at = (name: string): string => join(base, name)
const folder = (): UpdateFolder => new UpdateFolder(at('updates'))
const now = '2026-11-23T06:00:00.000Z'

async function run(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await runPublishCommand({ words, print: (line) => lines.push(line), now: () => new Date(now) })
  return { code, said: lines.join('\n') }
}
const on = (verb: string, ...words: string[]) => run(verb, '--folder', at('updates'), ...words)

async function newKey(): Promise<string> {
  return /: (\S{44})$/.exec((await run('make-key', at('key.pem'))).said)?.[1] ?? ''
}

/** An installer; answers its path. */
function installer(name: string, content = `installer ${name}`): string {
  writeFileSync(at(name), content)
  return at(name)
}
const add = (version: string, ...paths: string[]) => on('add', '--key', at('key.pem'), '--version', version, ...paths)

// Catches a release that the tool makes and desks refuse, and one that everybody gets because it was published.
test('a release is signed and published, and nobody gets it before it is rolled out', async () => {
  const key = await newKey()
  expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600)
  const exe = installer('Tierdesk-Setup-1.3.0.exe')
  const { code, said } = await add('1.3.0', exe, installer('Tierdesk-1.3.0-arm64.AppImage'))
  expect(said).toBe(
    '1.3.0 is published for win32-x64-nsis, linux-arm64-appimage. Nobody gets it before roll-out says so.',
  )
  expect(code).toBe(0)
  const signed = await folder().release('1.3.0')
  if (signed === null) throw new Error('no release')
  expect(verifyRelease(signed, [key])).toMatchObject({ version: '1.3.0', releasedAt: now, from: null })
  const sha512 = createHash('sha512').update(readFileSync(exe)).digest('base64')
  expect(signed.release.files[0]).toEqual({
    target: 'win32-x64-nsis',
    name: 'Tierdesk-Setup-1.3.0.exe',
    bytes: 34,
    sha512,
  })
  expect(readdirSync(folder().releaseFolder('1.3.0')).sort()).toEqual([
    'Tierdesk-1.3.0-arm64.AppImage',
    'Tierdesk-Setup-1.3.0.exe',
    'release.json',
  ])
  expect((await folder().rollout()).rings).toEqual({})
})

// Catches slips that reach a thousand desks: a file that is no update, another version's file, a release that changes after it went out.
test('what cannot be a release is refused, and leaves nothing behind', async () => {
  await newKey()
  const exe = installer('Tierdesk-1.3.0.exe')
  const faults: [string[], string][] = [
    [['1.3', exe], '--version must be three numbers such as 1.4.0, not 1.3.'],
    [['1.3.0', installer('Tierdesk-1.2.9.exe')], 'Tierdesk-1.2.9.exe is called 1.2.9, and the release 1.3.0.'],
    [['1.3.0', installer('Tierdesk-1.3.0.msi')], 'Tierdesk-1.3.0.msi is none that a desk installs by itself'],
    [['1.3.0', installer('Tierdesk Setup 1.3.0.exe')], 'has letters that do not go into an address'],
    [['1.3.0', installer('empty.exe', '')], 'is empty.'],
    [['1.3.0', exe, installer('Other-1.3.0.exe')], 'Two files are for win32-x64-nsis.'],
    [['1.3.0', at('missing.exe')], 'could not be read (ENOENT).'],
    [['1.3.0'], 'npm run publish-update -- add'],
    [['1.3.0', '--from', '1.3.0', exe], '--from 1.3.0 must be older than 1.3.0.'],
  ]
  for (const [[version = '', ...rest], why] of faults) {
    const { code, said } = await add(version, ...rest)
    expect(said).toContain(why)
    expect(code).toBe(1)
  }
  writeFileSync(at('key.pem'), 'no key')
  expect((await add('1.3.0', exe)).said).toContain('key.pem holds no private ed25519 key')
  expect(existsSync(folder().releaseFolder('1.3.0'))).toBe(false)
})

test('what is published is never changed, and no key is overwritten', async () => {
  await newKey()
  await add('1.3.0', installer('Tierdesk-1.3.0.exe'))
  expect((await add('1.3.0', installer('Tierdesk-1.3.0.exe', 'another'))).said).toContain('published already')
  expect(readFileSync(join(folder().releaseFolder('1.3.0'), 'Tierdesk-1.3.0.exe'), 'utf8')).toContain('installer')
  expect((await run('make-key', at('key.pem'))).said).toContain('(EEXIST)')
})

test('a ring gets a version for its share and for those of its sites, and a greater share keeps the others', async () => {
  await newKey()
  await add('1.3.0', installer('Tierdesk-1.3.0.exe'))
  const roll = (percentage: string, ...site: string[]) =>
    on('roll-out', '--ring', 'first', '--version', '1.3.0', '--percentage', percentage, ...site)
  await roll('100', '--site', 'Manila')
  expect((await roll('10')).said).toBe(
    'test: nothing\nfirst: 1.3.0 for 10 %, Manila 100 %\nfast: nothing\nbroad: nothing',
  )
  expect((await folder().rollout()).rings.first).toEqual({
    version: '1.3.0',
    percentage: 10,
    sites: { Manila: 100 },
    since: now,
  })
  // Another version begins with nobody else than asked for.
  await add('1.4.0', installer('Tierdesk-1.4.0.exe'))
  await on('roll-out', '--ring', 'first', '--version', '1.4.0', '--percentage', '5', '--site', 'Cebu')
  expect((await folder().rollout()).rings.first).toMatchObject({ percentage: 0, sites: { Cebu: 5 } })
})

test('a roll-out that desks could not follow, or that means nothing, is refused with what to do', async () => {
  await newKey()
  for (const version of ['1.3.0', '1.4.0']) await add(version, installer(`Tierdesk-${version}.exe`))
  const roll = async (ring: string, version: string, percentage: string): Promise<string> =>
    (await on('roll-out', '--ring', ring, '--version', version, '--percentage', percentage)).said
  await roll('fast', '1.4.0', '50')
  expect(await roll('fast', '1.3.0', '50')).toContain('desks take nothing older')
  expect(await roll('fast', '1.5.0', '50')).toBe('1.5.0 is not published. Add it first.')
  expect(await roll('slow', '1.4.0', '50')).toContain('--ring must be one of test, first, fast, broad, not slow.')
  for (const no of ['101', '-1', 'all', '1e1']) expect(await roll('fast', '1.4.0', no)).toContain('--percentage')
  expect((await on('halt', '--ring', 'test', '--why', 'x')).said).toContain('there is nothing to halt or resume')
  expect((await run('show')).said).toContain('--folder is missing.')
  expect((await on('dance')).code).toBe(1)
  expect((await folder().rollout()).rings).toMatchObject({ fast: { version: '1.4.0', percentage: 50 } })
})

test('halting, resuming, stopping and the oldest version do what they say, and show says it', async () => {
  await newKey()
  await add('1.3.0', installer('Tierdesk-1.3.0.exe'))
  await on('roll-out', '--ring', 'broad', '--version', '1.3.0', '--percentage', '1')
  await on('halt', '--ring', 'broad', '--why', 'calls are cut off')
  await on('stop')
  await on('oldest', '--version', '1.2.0')
  expect((await on('show')).said).toBe(
    [
      'Stopped: nobody gets anything.',
      'test: nothing',
      'first: nothing',
      'fast: nothing',
      `broad: 1.3.0 for 1 %, halted at ${now} by IT: calls are cut off`,
      'Older than 1.2.0: at once.',
    ].join('\n'),
  )
  await on('resume', '--ring', 'broad')
  await on('start')
  await on('oldest', '--version', 'none')
  expect((await on('show')).said).toContain('broad: 1.3.0 for 1 %')
  expect((await on('show')).said).not.toMatch(/halted|Stopped|Older/)
})

test('a rollout that somebody broke by hand is refused, not read as nothing', async () => {
  await on('stop')
  writeFileSync(join(at('updates'), 'rollout.json'), '{"format":1}')
  expect((await on('show')).said).toContain('rollout.json makes no sense')
})
