import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PasswordAccounts } from '#service/accounts/identity.ts'
import type { ServiceConfig } from '#service/config.ts'
import { type RunningService, startService } from '#service/service.ts'
import { SignInReply } from '#shared/sync/accounts-protocol.ts'
import { Desk } from './desk.ts'
import { agentOf } from './world.ts'

export const password = 'correct horse'

/** A whole service on a database of its own with the test world, and the desk to look behind it. */
export interface TestService {
  readonly desk: Desk
  readonly service: RunningService
  readonly folder: string
  /** To start it once more. */
  readonly config: ServiceConfig
  /** Signs in and answers the token. */
  signIn(login: string, deviceId: string): Promise<string>
  /** What the service has logged so far. */
  log(): Promise<string>
  close(): Promise<void>
}

export async function startTestService(more: Partial<ServiceConfig> = {}): Promise<TestService> {
  const desk = await Desk.open()
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-service-'))
  const people = ['ana', 'farid', 'ben', 'siti']
  await new PasswordAccounts(desk.pool).set(people.map((login) => ({ login, password, agentId: agentOf(login).id })))
  const config: ServiceConfig = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: desk.url,
    dataFolder: folder,
    isDemo: false,
    log: 'file',
    inboundToken: null,
    shareSecret: null,
    windowFolder: join(folder, 'window'),
    signInAttempts: 1000,
    drainSpreadMs: 1000,
    heartbeatMs: 60_000,
    epochFile: join(folder, 'epoch.json'),
    isNewEpoch: false,
    deliveryUrl: null,
    arrivals: { burst: 1000, perSecond: 1000 },
    leaseMs: 3_600_000,
    revealsPerHour: 30,
    undoMs: 0,
    storage: null,
    scan: null,
    updatesFolder: join(folder, 'updates'),
    dictionariesFolder: join(folder, 'dictionaries'),
    actions: 'ledger',
    attachmentBytesPerDay: 100 * 1024 * 1024,
    ...more,
  }
  const service = await startService(config)
  return {
    desk,
    service,
    folder,
    config,
    async signIn(login, deviceId) {
      const response = await post(service.url, '/api/sign-in', { login, password, deviceId })
      return SignInReply.parse(await response.json()).token
    },
    log: () => readFile(join(folder, 'service.log'), 'utf8'),
    async close() {
      await service.stop()
      await desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Posts JSON. */
export const post = (
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
