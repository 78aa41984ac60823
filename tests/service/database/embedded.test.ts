import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '#service/database/embedded.ts'
import { StartRefused } from '#service/database/start-refused.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-embedded-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

// Catches: a second start that makes a new cluster, or a stop that loses what was committed.
test('what one start wrote is there after a stop and a second start', async () => {
  const first = await startEmbedded({ folder, fast: true })
  await query(first.url, `create table note as select 'kept' as text`)
  await first.stop()
  await first.stop()
  const second = await startEmbedded({ folder, fast: true })
  expect(await query(second.url, 'select text from note')).toEqual([{ text: 'kept' }])
  await second.stop()
})

// Catches: a database any local user can read, or one that listens beyond this machine.
test('it wants a password kept from other users, listens on this machine only and speaks UTF-8', async () => {
  const running = await startEmbedded({ folder, fast: true })
  const wrong = running.url.replace(/tierdesk:[^@]+@/, 'tierdesk:wrong@')
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect((await stat(join(folder, 'pg-password'))).mode & 0o077).toBe(0)
  expect(await query(running.url, `select current_setting('listen_addresses') as on, upper('grün') as text`)).toEqual([
    { on: '127.0.0.1', text: 'GRÜN' },
  ])
  await running.stop()
})

// Catches: a folder that can never be started again after the service was killed.
test('a PostgreSQL left by a killed service is stopped before the next start', async () => {
  const program = `import { startEmbedded } from '#service/database/embedded.ts'
    const running = await startEmbedded({ folder: process.argv[1], fast: true })
    process.stdout.write(String(running.pid))`
  const service = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [written] = (await once(service.stdout, 'data')) as [Buffer]
  service.kill('SIGKILL')
  const orphan = Number(written.toString())
  const next = await startEmbedded({ folder, fast: true })
  expect(() => process.kill(orphan, 0)).toThrow(/ESRCH/)
  expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await next.stop()
})

// Catches: a crash that leaves postmaster.pid behind and blocks every start after it.
test('it starts again after PostgreSQL itself was killed', async () => {
  const first = await startEmbedded({ folder, fast: true })
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  const second = await startEmbedded({ folder, fast: true })
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
})

// Catches: a stack trace, or a hang, where the person needs to hear which port is taken.
test('a taken port is refused with a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const start = startEmbedded({ folder, port, fast: true })
  await expect(start).rejects.toThrow(
    new StartRefused(
      `Port ${port} is in use by another program. Stop that program, or choose another port with TIERDESK_PORT.`,
    ),
  )
  other.close()
})

// Catches: text of a customer's message in the database log.
test('a failing statement does not put its text into the log', async () => {
  const running = await startEmbedded({ folder, fast: true })
  await expect(query(running.url, `select 'my secret address'::int`)).rejects.toThrow(/invalid input syntax/)
  await running.stop()
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('my secret')
})
