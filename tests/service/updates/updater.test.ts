import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestService, startTestService } from '../test-service.ts'
import { type Publisher, publisher } from './published.ts'
import { type TestDesk, testDesk } from './test-updater.ts'

let on: TestService
let updates: string
beforeAll(async () => {
  on = await startTestService()
  updates = join(on.folder, 'updates')
})
afterAll(() => on.close())

/** A version of its own for each test: what is published stays. */
let last = 0
const next = (): string => `2.${(last += 1)}.0`
const body = randomBytes(200_000)

/** Publishes a new version for Windows and AppImage and lets it out; answers it and who published it. */
async function published(rollOut: Parameters<Publisher['rollOut']> extends [string, ...infer R] ? R : never = []) {
  const it = publisher(join(on.folder, 'scratch'), updates)
  const version = next()
  const name = `Tierdesk-${version}.exe`
  await it.add(version, name, body)
  await it.rollOut(version, ...rollOut)
  const file = join(updates, 'releases', version, name)
  const manifest = join(updates, 'releases', version, 'release.json')
  const desk = (more: Partial<Parameters<typeof testDesk>[1]> = {}): Promise<TestDesk> =>
    testDesk(on.folder, { serviceUrl: on.service.url, keys: [it.publicKey], ...more })
  return { it, version, name, file, manifest, desk }
}

/** Changes what a manifest says without signing it anew. */
function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

test('a newer release is fetched and is the file that was published', async () => {
  const { version, name, desk } = await published()
  const { loader, folder, installers } = await desk()
  expect(await loader.check()).toEqual({ version })
  expect(installers()).toEqual([])
  await loader.download()
  expect(installers()).toEqual([join('cache', 'tierdesk-updater', 'pending', name)])
  expect(readFileSync(join(folder, 'cache/tierdesk-updater/pending', name)).equals(body)).toBe(true)
})

test('neither the same release nor an older one is offered', async () => {
  const { version, desk } = await published()
  for (const own of [version, '3.0.0']) {
    const { loader } = await desk({ version: own })
    expect(await loader.check()).toEqual({ nothing: 'newest' })
  }
})

// Catches a feed that somebody else writes: an older release has a signature that is as good as ever.
test('a service that offers an older release is refused, and nothing is fetched', async () => {
  const { version, desk, it } = await published()
  const { loader, installers } = await desk({ version: '3.0.0' })
  // The service is lied to, so that it offers what it would not.
  const lied = await desk({ version: '1.0.0' })
  expect(await lied.loader.check()).toEqual({ version })
  const older = await testDesk(on.folder, {
    serviceUrl: on.service.url,
    keys: [it.publicKey],
    version: '1.0.0',
    desk: { version: '3.0.0' },
  })
  expect(await older.loader.check()).toEqual({ refused: 'older', version })
  await expect(older.loader.download()).rejects.toThrow('Please check update first')
  expect([...older.installers(), ...installers()]).toEqual([])
  expect(await loader.check()).toEqual({ nothing: 'newest' })
})

// Catches a disk or a proxy that changes a byte, or whoever puts another program in its place.
test('a file that was tampered with is thrown away', async () => {
  const { file, version, desk } = await published()
  const bad = Buffer.from(body)
  bad[100_000] = (bad[100_000] ?? 0) ^ 1
  writeFileSync(file, bad)
  const { loader, installers } = await desk()
  expect(await loader.check()).toEqual({ version })
  await expect(loader.download()).rejects.toMatchObject({ code: 'ERR_CHECKSUM_MISMATCH' })
  expect(installers()).toEqual([])
  // Whole again, it comes without a word of the first time.
  writeFileSync(file, body)
  await loader.check()
  await loader.download()
  expect(installers()).toHaveLength(1)
})

test('a file that is cut off is thrown away', async () => {
  const { file, desk } = await published()
  writeFileSync(file, body.subarray(0, 150_000))
  const { loader, installers } = await desk()
  await loader.check()
  await expect(loader.download()).rejects.toMatchObject({ code: 'ERR_CHECKSUM_MISMATCH' })
  expect(installers()).toEqual([])
})

// Catches a check that comes after the download, or that looks at the file alone: whoever has the service would have every desk.
test.each([
  ['changed', 'changed', (text: string) => text.replace('"bytes": 200000', '"bytes": 200001')],
  ['with another checksum', 'changed', (text: string) => text.replace(/"sha512": "...../, '"sha512": "AAAAA')],
  ['cut off', 'no-release', (text: string) => text.slice(0, 200)],
  ['without a signature', 'no-release', (text: string) => text.replace(/"signature": "[^"]*"/, '"signature": ""')],
  [
    'with the signature of nothing',
    'changed',
    (text: string) => text.replace(/"signature": "[^"]*"/, `"signature": "${'A'.repeat(86)}=="`),
  ],
  ['with a way out of its folder', 'no-release', (text: string) => text.replace('"name": "', '"name": "../')],
] as const)('a manifest %s is refused as %s before anything is fetched', async (_how, refused, change) => {
  const { manifest, desk } = await published()
  edit(manifest, change)
  const { loader, installers } = await desk()
  // A service that cannot read its own manifest offers nothing at all.
  const answer = await loader.check().catch(() => ({ refused: 'no-release', version: null }))
  expect(answer).toEqual({ refused, version: null })
  await expect(loader.download()).rejects.toThrow('Please check update first')
  expect(installers()).toEqual([])
})

test('a release that another key signed is refused, and so is every one where no key is known', async () => {
  const { desk, it, version } = await published()
  const other = publisher(join(on.folder, 'scratch'), updates)
  const { loader } = await desk({ keys: [other.publicKey] })
  expect(await loader.check()).toEqual({ refused: 'unknown-key', version: null })
  expect(await (await desk({ keys: [] })).loader.check()).toEqual({ refused: 'no-key', version: null })
  // A key is changed by trusting both for a while.
  expect(await (await desk({ keys: [other.publicKey, it.publicKey] })).loader.check()).toEqual({ version })
})

// Catches a key that is swapped in the manifest together with the signature.
test('a manifest that was signed anew by whoever changed it is refused', async () => {
  const { desk, manifest, version, name } = await published()
  const thief = publisher(join(on.folder, 'scratch'), join(on.folder, 'elsewhere'))
  await thief.add(version, name, 'another program')
  writeFileSync(manifest, readFileSync(join(on.folder, 'elsewhere/releases', version, 'release.json')))
  expect(await (await desk()).loader.check()).toEqual({ refused: 'unknown-key', version: null })
})

test('what IT allows on this computer goes before what the service offers', async () => {
  const { desk, version } = await published()
  expect(await (await desk({ maximum: '1.9.0' })).loader.check()).toEqual({ refused: 'above-maximum', version })
  expect(await (await desk({ minimum: '9.0.0' })).loader.check()).toEqual({ refused: 'below-minimum', version })
  expect(await (await desk({ minimum: version, maximum: version })).loader.check()).toEqual({ version })
})

test('of a hundred desks about a third get what is let out to 30 %, and each the same at every look', async () => {
  const { desk, version } = await published([30])
  let got = 0
  for (let at = 0; at < 100; at += 1) {
    const seat = randomUUID()
    const answers = [await (await desk({ seat })).loader.check(), await (await desk({ seat })).loader.check()]
    expect(answers[0]).toEqual(answers[1])
    expect([{ version }, { nothing: 'later' }]).toContainEqual(answers[0])
    if ('version' in (answers[0] ?? {})) got += 1
  }
  expect(got).toBeGreaterThan(12)
  expect(got).toBeLessThan(50)
})

test('a ring and a site get what was let out to them, and nobody else does', async () => {
  const { desk, version, it } = await published([0, '--site', 'Manila'])
  const ask = async (more: Parameters<typeof desk>[0]) => (await desk(more)).loader.check()
  await it.rollOut(version, 100, '--site', 'Manila')
  expect(await ask({ site: 'Manila' })).toEqual({ version })
  expect(await ask({ site: 'Cebu' })).toEqual({ nothing: 'later' })
  expect(await ask({ site: 'Manila', ring: 'test' })).toEqual({ nothing: 'newest' })
  await it.rollOut(version, 100, '--ring', 'test')
  expect(await ask({ site: 'Cebu', ring: 'test' })).toEqual({ version })
})

// Catches a switch that reaches only the desks that have not asked yet.
test('the switch and a halt take back what was offered a moment ago', async () => {
  const { desk, version, it } = await published()
  const { loader } = await desk()
  expect(await loader.check()).toEqual({ version })
  await it.run('stop')
  expect(await loader.check()).toEqual({ nothing: 'stopped' })
  await it.run('start')
  await it.run('halt', '--ring', 'broad', '--why', 'a fault')
  expect(await loader.check()).toEqual({ nothing: 'halted' })
  await it.run('resume', '--ring', 'broad')
  expect(await loader.check()).toEqual({ version })
})

test('an AppImage is fetched and can be run', async () => {
  const it = publisher(join(on.folder, 'scratch'), updates)
  const version = next()
  await it.add(version, `Tierdesk-${version}.AppImage`, body)
  await it.rollOut(version)
  process.env['APPIMAGE'] = join(on.folder, 'Tierdesk.AppImage')
  writeFileSync(process.env['APPIMAGE'], 'old')
  const given = { serviceUrl: on.service.url, keys: [it.publicKey], target: 'linux-x64-appimage' } as const
  const { loader, installers } = await testDesk(on.folder, given)
  expect(await loader.check()).toEqual({ version })
  await loader.download()
  expect(installers()).toEqual([join('cache', 'tierdesk-updater', 'pending', `Tierdesk-${version}.AppImage`)])
  const windows = await testDesk(on.folder, { ...given, target: 'win32-x64-nsis' })
  expect(await windows.loader.check()).toEqual({ refused: 'no-file', version })
})

test('a service that is not there is an error, not a desk that is up to date', async () => {
  const { loader } = await testDesk(on.folder, { serviceUrl: 'http://127.0.0.1:9', keys: [] })
  await expect(loader.check()).rejects.toThrow('ECONNREFUSED')
})
