import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword, isPassword } from '#service/accounts/password.ts'
import { Sessions } from '#service/accounts/sessions.ts'
import { select } from '#service/database/pool.ts'
import { HttpRefusal, SignInReply } from '#shared/sync/accounts-protocol.ts'
import { type TestService, password, post, startTestService } from '../test-service.ts'
import { agentOf } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService({ signInAttempts: 5 })
})
afterAll(() => on.close())

const signIn = (login: string, secret: string) =>
  post(on.service.url, '/api/sign-in', { login, password: secret, deviceId: randomUUID() })

// Catches: a hash that is weak, that is the same for the same password, or that lets another one in.
test('a password is kept as argon2id with a salt of its own, and no other opens it', async () => {
  const [one, two] = await Promise.all([hashPassword('secret'), hashPassword('secret')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(
    await Promise.all([isPassword('secret', one), isPassword('Secret', one), isPassword('secret', 'plain')]),
  ).toEqual([true, false, false])
})

// Catches: a token or a password that can be read from the database.
test('signing in answers the agent and a token, of which only the hash is stored', async () => {
  const response = await signIn(' ANA ', password)
  const { token, agent } = SignInReply.parse(await response.json())
  expect(agent).toEqual(agentOf('ana'))
  const stored = await select<{ all: string }>(
    on.desk.pool,
    `select coalesce(string_agg(t::text, ' '), '') as all from (select sessions::text as t from sessions union all select accounts::text from accounts) x`,
  )
  expect(stored[0]?.all).not.toContain(token)
  expect(stored[0]?.all).not.toContain(Buffer.from(token).toString('hex'))
  expect(stored[0]?.all).not.toContain(password)
})

// Catches: an answer that tells a stranger which logins exist.
test('a wrong password and an unknown login get the same answer', async () => {
  const [wrong, unknown] = await Promise.all([signIn('ben', 'wrong'), signIn('nobody', 'wrong')])
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  const said = HttpRefusal.parse(await wrong.json())
  expect(said.error).toBe('wrong-login')
  expect(HttpRefusal.parse(await unknown.json())).toEqual(said)
})

// Catches: passwords that can be guessed as fast as the network goes, and a lock that shuts out everybody.
test('too many attempts with one login are held up for a while, with a sentence, and only with that login', async () => {
  const answers = []
  for (let attempt = 0; attempt < 6; attempt++) answers.push(await signIn('guess', 'wrong'))
  const last = answers.at(-1)
  expect(last?.status).toBe(429)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(HttpRefusal.parse(await last?.json()).sentence).toMatch(/^Too many attempts\. Wait \d+ seconds/)
  expect((await signIn('siti', password)).status).toBe(200)
})

// Catches: a write to disk for each window that shows its session, a thousand of them at once after an outage.
test('that a session was seen is written every few minutes, not each time', async () => {
  let now = Date.UTC(2026, 10, 22)
  const sessions = new Sessions(on.desk.pool, () => now)
  const token = (await sessions.start(agentOf('ana').id, randomUUID())) ?? ''
  const key = Buffer.from((await sessions.find(token))?.key ?? '', 'hex')
  const seenAt = async (): Promise<number> => {
    const { rows } = await on.desk.pool.query('select last_seen_at from sessions where token_hash = $1', [key])
    return (rows as { last_seen_at: Date }[])[0]?.last_seen_at.getTime() ?? 0
  }
  const startedAt = now
  now += 4 * 60_000
  await sessions.find(token)
  expect(await seenAt()).toBe(startedAt)
  now += 60_000
  await sessions.find(token)
  expect(await seenAt()).toBe(now)
})

// Catches: a session that never ends, or one that comes back after it was ended.
test('a session ends after twelve hours, or when it is revoked, and then for good', async () => {
  let now = Date.UTC(2026, 10, 22)
  const sessions = new Sessions(on.desk.pool, () => now)
  const ended: string[] = []
  sessions.onRevoked((key) => ended.push(key))
  const [long, short] = await Promise.all([
    sessions.start(agentOf('ana').id, randomUUID()),
    sessions.start(agentOf('ana').id, randomUUID()),
  ])
  const kept = await sessions.find(long ?? '')
  const revoked = await sessions.find(short ?? '')
  expect(kept?.expiresAt).toBe(now + 12 * 3600 * 1000)
  await sessions.revoke(revoked?.key ?? '')
  expect(await sessions.find(short ?? '')).toBeNull()
  expect(ended).toEqual([revoked?.key])
  expect(await sessions.ended([kept?.key ?? '', revoked?.key ?? ''])).toEqual([{ key: revoked?.key, end: 'revoked' }])
  now += 12 * 3600 * 1000
  expect(await sessions.find(long ?? '')).toBeNull()
})
