import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PasswordAccounts } from '#service/accounts/identity.ts'
import { exportFolder, smallExport } from './export-folder.ts'
import { ImportDesk } from './import-desk.ts'

const program = join(import.meta.dirname, '../../../src/service/import.ts')
const fixtures = join(import.meta.dirname, '../../fixtures/imports')
let desk: ImportDesk
let folder: Awaited<ReturnType<typeof exportFolder>>
beforeAll(async () => {
  desk = await ImportDesk.open()
  folder = await exportFolder(smallExport)
})
afterAll(async () => {
  await desk.close()
  await folder.remove()
})

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(words: readonly string[], environment: { [name: string]: string } = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: desk.url, ...environment }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...words], { env })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

// Catches: a dry run that writes, or that says less than the run itself.
test('a dry run reports everything and writes nothing', async () => {
  const report = join(folder.path, '..', 'tierdesk-dry-report.json')
  const { code, out } = await run(['--from', 'zendesk', folder.path, '--dry-run', '--report', report])
  expect(code).toBe(0)
  expect(out).toContain('Dry run: nothing was written. 1 lines were skipped')
  expect(await desk.head()).toBe(0)
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ isDry: true, total: { read: 20, written: 17 } })
})

// Catches: a run that needs more than the README's command, and a report that is not where it says.
test('the command imports a folder and leaves the report where it was told to', async () => {
  const report = join(dirname(folder.path), 'reports', 'report.json')
  const { code, out } = await run(['--from', 'zendesk', folder.path, '--report', report])
  expect(code).toBe(0)
  expect(out).toContain('The import is finished.')
  expect(out).toContain(report)
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ isWhole: true, isDry: false })
  // Nobody here has said yet where they hold and who answers for them.
  const articles = [...(await desk.rows('sops')).values()]
  expect(articles.map(({ state }) => state)).toEqual(articles.map(() => 'draft'))
  expect(articles.length).toBeGreaterThan(0)
  expect((await desk.rows('cases')).size).toBe(3)
})

// Catches: an export that has to be named although its files say what it is, or one that is taken for another.
test.each(['chatwoot', 'freshdesk', 'zammad', 'gorgias', 'libredesk', 'frappe', 'osticket'])(
  'where no format is given, the files of %s tell it',
  async (name) => {
    const report = join(dirname(folder.path), 'told-report.json')
    const { code, out } = await run([join(fixtures, name), '--dry-run', '--report', report])
    expect(out).toContain(`The files are an export of ${name}.`)
    expect(code).toBe(0)
  },
)

// Catches: an import that nobody can see in the demo, and a login that silently gives nothing.
test('the imported queues can be given to who signs in with a login', async () => {
  await run(['--from', 'zendesk', folder.path])
  const agent = (await desk.rows('agents')).get('201')
  if (agent === undefined) throw new Error('the agent is not there')
  await new PasswordAccounts(desk.pool).set([{ login: 'ben', password: 'correct horse', agentId: agent.id }])
  expect((await run(['--from', 'zendesk', folder.path, '--give-to', 'ben'])).code).toBe(0)
  expect((await desk.rows('agents')).get('201')?.queueIds).toHaveLength(2)
  const unknown = await run(['--from', 'zendesk', folder.path, '--give-to', 'nobody'])
  expect(unknown).toMatchObject({
    code: 1,
    err: 'Nobody signs in as "nobody". Check the login given after --give-to.\n',
  })
})

// Catches: a refusal with a stack instead of a sentence, or with exit code 0.
test.each([
  ['a folder that is not there', ['--from', 'zendesk', '/nowhere/at-all'], 'There is no folder /nowhere/at-all.'],
  ['a file', ['--from', 'zendesk', program], 'is a file, not a folder.'],
  ['a folder of something else', ['--from', 'zendesk', dirname(program)], 'holds no file of a zendesk export.'],
  [
    'an unknown format',
    ['--from', 'sap', '.'],
    '"sap" is no format that can be imported. Give one of: zendesk, chatwoot,',
  ],
  [
    'a folder that tells nothing',
    [dirname(program)],
    'holds no file of an export that is known. Say where it comes from',
  ],
])('%s is refused with one sentence', async (_what, words, sentence) => {
  const { code, err } = await run(words)
  expect(code).toBe(1)
  expect(err).toContain(sentence)
  expect(err.trim().split('\n')).toHaveLength(1)
})

// Catches: a database that is away told as a fault of the program.
test('a database that does not answer is named as such', async () => {
  const { code, err } = await run(['--from', 'zendesk', folder.path], { DATABASE_URL: 'postgres://x:y@127.0.0.1:9/z' })
  expect(code).toBe(1)
  expect(err).toContain('The database does not answer.')
})
