import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allMacroFormats } from '#service/channels/export/all-macro-formats.ts'
import { ImportDesk } from '../import/import-desk.ts'

const program = join(import.meta.dirname, '../../../src/service/export-macros.ts')
const fixtures = join(import.meta.dirname, '../../fixtures/imports')
let desk: ImportDesk
let folder: string
beforeAll(async () => {
  desk = await ImportDesk.open()
  await desk.import(join(fixtures, 'chatwoot'), undefined, 'chatwoot')
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-macros-'))
})
afterAll(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

async function run(words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: desk.url }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...words], { env })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

// Catches: a queue or an agent that the other system does not know by what is written, and a loss that nobody is told of.
test('the macros of a workspace go back to where they came from under the ids they have there', async () => {
  const { code, out } = await run(['--to', 'chatwoot', join(folder, 'back')])
  expect(code).toBe(0)
  expect(out).toContain('5 macros, written to')
  expect(out).toContain("Nobody's: that it is switched off")
  const { payload } = JSON.parse(await readFile(join(folder, 'back', 'macros.json'), 'utf8')) as {
    payload: { id: string; name: string; visibility: string; created_by: unknown; actions: unknown[] }[]
  }
  expect(payload.find(({ id }) => id === '11')?.actions).toContainEqual({
    action_name: 'assign_team',
    action_params: [4],
  })
  expect(payload.find(({ id }) => id === '12')).toMatchObject({ visibility: 'personal', created_by: { id: '2' } })
  const lost = JSON.parse(await readFile(join(folder, 'back', 'not-carried.json'), 'utf8')) as { macro: string }[]
  expect(lost.length).toBeGreaterThan(0)
})

// Catches: a system that fails on what another one writes.
test('they go to every other system as well', async () => {
  for (const name of allMacroFormats.keys()) expect((await run(['--to', name, join(folder, name)])).code).toBe(0)
}, 120_000)

// Catches: a refusal with a stack instead of a sentence, or with exit code 0.
test('a system that nothing is known of is refused with one sentence', async () => {
  const { code, err } = await run(['--to', 'sap', folder])
  expect(code).toBe(1)
  expect(err).toContain('"sap" is no system that macros can be written for. Give one of: zendesk,')
  expect(err.trim().split('\n')).toHaveLength(1)
})
