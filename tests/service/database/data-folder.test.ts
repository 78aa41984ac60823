import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimDataFolder, defaultDataFolder, spaceRefusal } from '#service/database/data-folder.ts'
import { StartRefused } from '#service/database/start-refused.ts'

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tierdesk-folder-'))
  folder = join(parent, 'new', 'tierdesk')
})
afterEach(() => rm(parent, { recursive: true, force: true }))

// Catches: loading the demo workspace again over an existing one.
test('a folder is fresh the first time and not the second', async () => {
  const first = await claimDataFolder(folder)
  await first.release()
  const second = await claimDataFolder(folder)
  await second.release()
  expect([first.fresh, second.fresh]).toEqual([true, false])
  expect(JSON.parse(await readFile(join(folder, 'tierdesk-folder.json'), 'utf8'))).toEqual({
    product: 'tierdesk',
    format: 1,
  })
})

// Catches: a database created in the middle of someone's documents.
test('a folder with the files of others is refused and left as it was', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'letter.txt'), 'mine')
  await expect(claimDataFolder(folder)).rejects.toThrow(/files that are not Tierdesk's.*TIERDESK_DATA/)
  expect(await readdir(folder)).toEqual(['letter.txt'])
})

// Catches: an older version that opens, and spoils, what a newer one wrote.
test('a folder of a newer format is refused by name and left as it was', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tierdesk-folder.json'), '{"product":"tierdesk","format":2}')
  await expect(claimDataFolder(folder)).rejects.toThrow(/newer Tierdesk \(format 2, this version reads 1\)/)
  expect(await readdir(folder)).toEqual(['tierdesk-folder.json'])
})

// Catches: a marker of another product, or a torn one, taken for ours.
test.each(['{"product":"other","format":1}', '{"product":', ''])('the marker %j is foreign', async (text) => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tierdesk-folder.json'), text)
  await expect(claimDataFolder(folder)).rejects.toThrow(StartRefused)
})

// Catches: two services writing one folder.
test('a second claim of a folder in use is refused until it is released', async () => {
  const first = await claimDataFolder(folder)
  await expect(claimDataFolder(folder)).rejects.toThrow(/already running on the data folder/)
  await first.release()
  await (await claimDataFolder(folder)).release()
})

// Catches: a lock that outlives its holder and needs deleting by hand.
test('a killed holder does not keep the folder', async () => {
  const program = `import { claimDataFolder } from '#service/database/data-folder.ts'
    await claimDataFolder(process.argv[1])
    process.stdout.write('claimed')
    setInterval(() => undefined, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  await expect(claimDataFolder(folder)).rejects.toThrow(/already running/)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  await (await claimDataFolder(folder)).release()
})

// Catches: a system error with a code where a sentence belongs.
test('a path that is a file, or that cannot be created, is refused with a sentence', async () => {
  await writeFile(join(parent, 'file'), '')
  await expect(claimDataFolder(join(parent, 'file'))).rejects.toThrow(/is a file, not a folder/)
  await expect(claimDataFolder(join(parent, 'file', 'below'))).rejects.toThrow(/is a file, not a folder/)
})

// Catches: data written where the platform's backups and clean-ups do not expect it.
test.each([
  ['linux', false, /\.local\/share\/tierdesk$/],
  ['linux', true, /^\/var\/lib\/tierdesk$/],
  ['darwin', false, /Library\/Application Support\/Tierdesk$/],
  ['win32', false, /Tierdesk$/],
] as const)('the default folder on %s (root: %s) follows the platform', (platform, isRoot, expected) => {
  expect(defaultDataFolder({}, platform, isRoot)).toMatch(expected)
})

// Catches: a database half created on a disk that cannot hold it.
test('a disk without room for a new database is refused with both numbers', () => {
  expect(spaceRefusal('/d', 199 * 1024 * 1024, true)?.message).toBe(
    'The disk of /d has 199 MB free and Tierdesk needs 200 MB. Free some space, or set TIERDESK_DATA to a folder on another disk.',
  )
  expect(spaceRefusal('/d', 199 * 1024 * 1024, false)).toBeUndefined()
})
