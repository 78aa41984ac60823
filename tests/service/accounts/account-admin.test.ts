import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { SignInReply } from '#shared/sync/accounts-protocol.ts'
import { type TestService, password, post, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'

const program = join(import.meta.dirname, '../../../src/service/accounts.ts')
let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command while the service runs, with a text piped in. */
const run = (words: readonly string[], input = ''): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: on.desk.url }
    const piped = input === '' ? [] : ['--password-stdin']
    const child = execFile(process.execPath, [program, ...words, ...piped], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
    child.stdin?.end(input)
  })

const signIn = (login: string, secret: string, deviceId: string = randomUUID()) =>
  post(on.service.url, '/api/sign-in', { login, password: secret, deviceId })

/** Signs in as soon as the service has heard of somebody whom another process wrote. */
async function signedIn(login: string, secret: string): Promise<Response> {
  await expect.poll(async () => (await signIn(login, secret)).status).toBe(200)
  return signIn(login, secret)
}

// Catches: a workspace that nobody can be let into but by the database's own tools; a password that is printed though it was given.
test('somebody who is added signs in with the password that was piped in', async () => {
  expect((await run(['add-site', 'Cebu'])).out).toContain('"Cebu" is made')
  const added = await run(
    ['add', ' Nia ', '--name', 'Nia Cruz', '--role', 'tier-1', '--site', 'Cebu', '--markets', 'PH'],
    'a long password\n',
  )
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(added.out).not.toContain('a long password')
  const answer = await signedIn('nia', 'a long password')
  expect(SignInReply.parse(await answer.json()).agent).toMatchObject({ name: 'Nia Cruz', markets: ['PH'] })
  expect((await run(['list'])).out).toMatch(/^nia\tNia Cruz\ttier-1\tactive\tseen \d{4}/m)
})

// Catches: a password that is drawn and shown to nobody, or one that does not open.
test('without a password one is drawn, shown once, and opens', async () => {
  const { out } = await run(['add', 'tom', '--name', 'Tom', '--role', 'tier-2'])
  const drawn = /shown this once: (\S+)/.exec(out)?.[1] ?? ''
  expect(drawn).toHaveLength(20)
  expect((await signedIn('tom', drawn)).status).toBe(200)
})

// Catches: a stolen session that lives on after the password was changed.
test('another password ends what was signed in with the old one', async () => {
  const window = await TestWindow.open(on, 'farid')
  expect((await run(['password', 'farid'], 'quite another one\n')).out).toContain('1 sessions were ended')
  await window.until(() => window.leaves.length > 0)
  expect(window.leaves).toEqual([{ reason: 'revoked' }])
  expect((await signIn('farid', password)).status).toBe(401)
  expect((await signIn('farid', 'quite another one')).status).toBe(200)
  window.close()
})

// Catches: somebody who left and goes on reading, here or on a computer that was off; a shared computer that is wiped under a colleague.
test('somebody who leaves signs in no more, their window forgets, and only computers of their own are wiped', async () => {
  const [own, shared] = [randomUUID(), randomUUID()]
  await on.signIn('ben', own)
  await on.signIn('ben', shared)
  await on.signIn('siti', shared)
  const window = await TestWindow.open(on, 'ben')
  const { code, out } = await run(['close', 'ben', '--wipe'])
  expect(code).toBe(0)
  expect(out).toContain(`${own}  is told to forget everything`)
  expect(out).toContain(`${shared}  others use it too: not wiped`)
  await window.until(() => window.leaves.length > 0)
  // Its own computer is wiped as well: either is told first, and either makes it forget.
  expect(['account-closed', 'wiped']).toContain(window.leaves[0]?.reason)
  expect((await signIn('ben', password)).status).toBe(401)
  expect((await signIn('siti', password, shared)).status).toBe(200)
  const wiped = await select<{ id: string }>(
    on.desk.pool,
    'select device_id as id from devices where wipe_ordered_at is not null',
  )
  expect(wiped).toContainEqual({ id: own })
  expect(wiped).not.toContainEqual({ id: shared })
  window.close()
})

// Catches: a refusal with a stack, or one that ends with 0 or writes half.
test.each([
  [['close', 'nobody'], '', 'Nobody signs in as "nobody".'],
  [['add', 'ana', '--name', 'A', '--role', 'tier-1'], 'a long password\n', 'Somebody signs in as "ana" already.'],
  [['add', 'x', '--name', 'X', '--role', 'tier-1'], 'short\n', 'A password has at least 10 letters.'],
  [['add', 'x', '--name', 'X', '--role', 'boss'], '', '"boss" is no role. Give one of: tier-1,'],
  [['add', 'x', '--name', 'X', '--role', 'tier-1', '--site', 'Mars'], '', 'There is no site "Mars"'],
  [['add', 'x', '--name', 'X', '--role', 'tier-1', '--markets', 'Narnia'], '', 'Such an agent cannot be made (markets'],
  [['add', 'x', '--name', 'X', '--role', 'tier-1', '--sees', 'all'], '', '"all" is nothing that one can see.'],
  [['add-site', ''], '', 'A site has a name of 1 to 120 letters.'],
])('%j is refused with one sentence', async (words, input, sentence) => {
  const { code, err } = await run(words, input)
  expect(code).toBe(1)
  expect(err).toContain(sentence)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect((await run(['list'])).out).not.toMatch(/^x\t/m)
})
