import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Devices } from '#service/accounts/devices.ts'
import { PasswordAccounts } from '#service/accounts/identity.ts'
import { shareOf } from '#service/accounts/share.ts'
import { HttpRefusal, ShareReply } from '#shared/sync/accounts-protocol.ts'
import { type TestService, password, post, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { agentOf, idOf } from '../world.ts'

const shareSecret = 'a secret of forty characters for the test'
const admin = { ...agentOf('siti'), id: idOf('agents', 'root'), name: 'root', role: 'admin' as const }

let on: TestService
beforeAll(async () => {
  on = await startTestService({ shareSecret })
  await on.desk.write([{ table: 'agents', row: admin }])
  await new PasswordAccounts(on.desk.pool).set([{ login: 'root', password, agentId: admin.id }])
  await mayEnter('root')
})
afterAll(() => on.close())

const signInAs = (login: string, deviceId: string = randomUUID()): Promise<Response> =>
  post(on.service.url, '/api/sign-in', { login, password, deviceId })

/** The service hears of agents that others wrote by looking every two seconds. */
const mayEnter = (login: string): Promise<void> =>
  vi.waitFor(async () => expect((await signInAs(login)).status).toBe(200), { timeout: 10_000, interval: 100 })

const as = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

const askShare = (token: string, deviceId: string, generation: number | null = null): Promise<Response> =>
  post(on.service.url, '/api/share', { deviceId, generation }, as(token))

const releasedShare = async (token: string, deviceId: string, generation: number | null = null): Promise<ShareReply> =>
  ShareReply.parse(await (await askShare(token, deviceId, generation)).json())

async function refusalOf(response: Response): Promise<[number, string]> {
  const { error, sentence } = HttpRefusal.parse(await response.json())
  expect(sentence).toMatch(/\.$/)
  return [response.status, error]
}

const onDevice = async (deviceId: string, act: 'wipe' | 'reinstate', login = 'root'): Promise<Response> =>
  post(on.service.url, `/api/devices/${deviceId}/${act}`, {}, as(await on.signIn(login, randomUUID())))

// Catches: a share that changes from one start to the next, which would close every sealed outbox.
test('the share of an agent on a device is the same each time, and follows from the secret alone', async () => {
  const deviceId = randomUUID()
  const first = await releasedShare(await on.signIn('ana', deviceId), deviceId)
  const later = await releasedShare(await on.signIn('ana', deviceId), deviceId, 1)
  expect(later).toEqual(first)
  expect(first).toMatchObject({ generation: 1, mayPin: true, offlineLeaseMs: 12 * 3_600_000 })
  const worked = shareOf(shareSecret, { agentId: agentOf('ana').id, deviceId, generation: 1 })
  expect(first.share).toBe(worked.toString('base64'))
})

// Catches: one agent's share given to another, or that of one device used on another.
test('no two agents and no two devices have the same share', async () => {
  const [one, two] = [randomUUID(), randomUUID()]
  const shares = await Promise.all(
    (
      [
        ['ana', one],
        ['ana', two],
        ['ben', one],
      ] as const
    ).map(async ([login, deviceId]) => releasedShare(await on.signIn(login, deviceId), deviceId)),
  )
  expect(new Set(shares.map(({ share }) => share)).size).toBe(3)
})

// Catches: a copied token that is used from another computer, and a share given to whoever asks.
test('the share is refused to another device, to an ended session and to nobody', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  expect(await refusalOf(await askShare(token, randomUUID()))).toEqual([403, 'device-refused'])
  expect(await refusalOf(await askShare(token, deviceId, 2))).toEqual([403, 'device-refused'])
  await post(on.service.url, '/api/sign-out', {}, as(token))
  expect(await refusalOf(await askShare(token, deviceId))).toEqual([401, 'not-signed-in'])
  expect(await refusalOf(await post(on.service.url, '/api/share', { deviceId }))).toEqual([401, 'not-signed-in'])
})

test('a site says how long its devices may open without the service', async () => {
  const siteId = randomUUID()
  const site = { id: siteId, name: 'Cebu', inHouse: false, offlineLeaseHours: 0 }
  const agent = { ...agentOf('ana'), id: randomUUID(), name: 'lea', siteId }
  await on.desk.write([
    { table: 'sites', row: site },
    { table: 'agents', row: agent },
  ])
  await new PasswordAccounts(on.desk.pool).set([{ login: 'lea', password, agentId: agent.id }])
  await mayEnter('lea')
  const deviceId = randomUUID()
  const released = await releasedShare(await on.signIn('lea', deviceId), deviceId)
  expect(released).toMatchObject({ mayPin: false, offlineLeaseMs: 0 })
})

// Catches: a stolen computer that goes on showing cases, and one that is never told.
test('a wiped device is told within two seconds, and refused its share, its socket and a new sign-in', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const handshake = { token, deviceId, clientId: randomUUID() }
  const window = new TestWindow(on.service.url, handshake)
  await window.until(() => window.hello !== null)
  const orderedAt = performance.now()
  expect((await onDevice(deviceId, 'wipe')).status).toBe(204)
  await window.until(() => window.leaves.length > 0)
  expect(window.leaves).toEqual([{ reason: 'wiped' }])
  expect(performance.now() - orderedAt).toBeLessThan(2000)

  expect(await refusalOf(await askShare(token, deviceId, 1))).toEqual([403, 'wiped'])
  expect(await refusalOf(await signInAs('ana', deviceId))).toEqual([403, 'wiped'])
  const refused = new TestWindow(on.service.url, handshake)
  const reason = await new Promise((resolve) => refused.socket.once('connect_error', resolve))
  expect(reason).toMatchObject({ data: { reason: 'wiped' } })
  window.close()
  refused.close()
})

// Catches: a window of an earlier build that cannot read why its connection ended, and so neither stops nor asks for a sign-in.
test('[S19] a window that does not know wiped devices is told that its session was revoked', async () => {
  const deviceId = randomUUID()
  const handshake = { token: await on.signIn('ana', deviceId), deviceId, clientId: randomUUID(), protocol: 1 }
  const window = new TestWindow(on.service.url, handshake)
  await window.until(() => window.hello !== null)
  expect((await onDevice(deviceId, 'wipe')).status).toBe(204)
  await window.until(() => window.leaves.length > 0)
  expect(window.leaves).toEqual([{ reason: 'revoked' }])
  const refused = new TestWindow(on.service.url, handshake)
  const reason = await new Promise((resolve) => refused.socket.once('connect_error', resolve))
  expect(reason).toMatchObject({ data: { reason: 'revoked' } })
  window.close()
  refused.close()
})

// Catches: an order given through one of several services that the window of another never hears of.
test('a wipe that another process ordered is told too', async () => {
  const deviceId = randomUUID()
  const window = new TestWindow(on.service.url, {
    token: await on.signIn('ana', deviceId),
    deviceId,
    clientId: randomUUID(),
  })
  await window.until(() => window.hello !== null)
  await new Devices(on.desk.pool, Date.now).orderWipe(deviceId)
  await window.until(() => window.leaves.length > 0)
  expect(window.leaves).toEqual([{ reason: 'wiped' }])
  window.close()
})

// Catches: someone who has left and goes on opening what is on the computer.
test('an agent who is no longer active is refused the share', async () => {
  const agent = { ...agentOf('ana'), id: randomUUID(), name: 'gone' }
  await on.desk.write([{ table: 'agents', row: agent }])
  await new PasswordAccounts(on.desk.pool).set([{ login: 'gone', password, agentId: agent.id }])
  await mayEnter('gone')
  const deviceId = randomUUID()
  const token = await on.signIn('gone', deviceId)
  expect((await askShare(token, deviceId)).status).toBe(200)
  await on.desk.write([{ table: 'agents', row: { ...agent, active: false } }])
  await vi.waitFor(async () => expect((await askShare(token, deviceId)).status).toBe(401), { timeout: 10_000 })
})

// Catches: work that was not sent yet and is lost for good because a computer was wiped by mistake.
test('a reinstated device gets its earlier share again, and keys made there later need another one', async () => {
  const deviceId = randomUUID()
  const before = await releasedShare(await on.signIn('ana', deviceId), deviceId)
  await onDevice(deviceId, 'wipe')
  expect((await onDevice(deviceId, 'reinstate')).status).toBe(204)
  const token = await on.signIn('ana', deviceId)
  expect(await releasedShare(token, deviceId, before.generation)).toEqual(before)
  const fresh = await releasedShare(token, deviceId)
  expect(fresh.generation).toBe(2)
  expect(fresh.share).not.toBe(before.share)
})

test('a device says once that it has forgotten, with the token that was ended, and the log tells who had it done', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const acknowledge = () => post(on.service.url, '/api/wiped', {}, as(token))
  expect((await acknowledge()).status).toBe(401)
  await onDevice(deviceId, 'wipe')
  expect((await acknowledge()).status).toBe(204)
  const lines = (await on.log()).split('\n').filter((line) => line.includes(deviceId))
  expect(lines.map((line) => JSON.parse(line) as { act?: string }).map(({ act }) => act)).toEqual([
    'wipe-ordered',
    'wiped',
  ])
  expect(lines[0]).toContain(admin.id)
})

test('only an administrator has a device wiped, and only one that is known', async () => {
  const deviceId = randomUUID()
  await on.signIn('ana', deviceId)
  expect(await refusalOf(await onDevice(deviceId, 'wipe', 'siti'))).toEqual([403, 'not-permitted'])
  expect(await refusalOf(await onDevice(randomUUID(), 'wipe'))).toEqual([404, 'unknown-device'])
  expect(await refusalOf(await onDevice('everyone', 'wipe'))).toEqual([400, 'bad-request'])
})
