import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDatabase } from './test-database.ts'

const Ready = z.object({
  url: z.url(),
  inboundToken: z.string().min(20),
  accounts: z.array(
    z.strictObject({ login: z.string(), password: z.string(), role: z.string(), site: z.string(), name: z.string() }),
  ),
})

let folder: string
let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-index-'))
  database = await createTestDatabase()
})
afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function start(more: Record<string, string> = {}) {
  const environment = { TIERDESK_DATA: folder, TIERDESK_PORT: '0', DATABASE_URL: database.url, ...more }
  const child = spawn(process.execPath, ['src/service/index.ts'], { env: { ...process.env, ...environment } })
  const said: string[] = []
  const complained: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => complained.push(line))
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, said, complained }))
  const ready = once(child.stdout, 'data').then(() =>
    Ready.parse(JSON.parse((said[0] ?? '').replace('TIERDESK READY ', ''))),
  )
  return { child, ready, ended }
}

// Catches: a start that prints other lines, a demo that is loaded twice, or a stop that is an error.
test('it prints one line when it is ready, loads the demo once, and a signal stops it in order', async () => {
  const first = start({ TIERDESK_DEMO: '1' })
  const ready = await first.ready
  expect(ready.accounts.map(({ role }) => role)).toEqual(
    expect.arrayContaining(['tier-1', 'tier-2', 'supervisor', 'admin']),
  )
  const [account] = ready.accounts
  const response = await fetch(`${ready.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      login: account?.login,
      password: account?.password,
      deviceId: '0191e6a0-0000-7000-8000-000000000001',
    }),
  })
  expect(response.status).toBe(200)
  const metric = async (url: string) =>
    /^tierdesk_feed_head (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]
  const head = await metric(ready.url)
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({
    code: 0,
    complained: [],
    said: [expect.stringMatching(/^TIERDESK READY /)],
  })

  const second = start({ TIERDESK_DEMO: '1' })
  const again = await second.ready
  expect(again).toMatchObject({ accounts: ready.accounts, inboundToken: ready.inboundToken })
  expect(await metric(again.url)).toBe(head)
  // Whoever started it with a pipe and went away leaves no service behind.
  second.child.stdin.end()
  expect(await second.ended).toMatchObject({ code: 0 })
})

// Catches: a stack trace, or a service that hangs, where a person must act.
test('where it cannot start it says why in one line and ends with an error', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const reason = async (more: Record<string, string>) => {
    const { code, complained, said } = await start(more).ended
    return { code, complained, said }
  }
  expect(await reason({ TIERDESK_PORT: port })).toEqual({
    code: 1,
    said: [],
    complained: [
      `TIERDESK FAILED Port ${port} is in use by another program. Stop that program, or choose another port with TIERDESK_PORT.`,
    ],
  })
  expect((await reason({ TIERDESK_PORT: 'x' })).complained).toEqual([
    'TIERDESK FAILED TIERDESK_PORT must be a port from 0 to 65535.',
  ])
  const away = await reason({ DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' })
  expect(away.complained).toEqual([expect.stringMatching(/^TIERDESK FAILED The database does not answer\./)])
  other.close()
  const foreign = join(folder, 'foreign')
  await mkdir(foreign)
  await writeFile(join(foreign, 'letters.txt'), 'mine')
  expect((await reason({ TIERDESK_DATA: foreign })).complained).toEqual([expect.stringMatching(/not Tierdesk's/)])
})
