import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { PasswordAccounts } from './accounts/identity.ts'
import { Sessions } from './accounts/sessions.ts'
import type { ServiceConfig } from './config.ts'
import { claimDataFolder } from './database/data-folder.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { openPool, select } from './database/pool.ts'
import { StartRefused } from './database/start-refused.ts'
import { codeOf } from './database/system-errors.ts'
import { type DemoAccount, demoAccounts } from './demo/demo-accounts.ts'
import { loadDemo } from './demo/load-demo.ts'
import { addRoutes, createHttp } from './http/server.ts'
import { keptInboundToken } from './kept-token.ts'
import { openLog } from './log.ts'
import { Metrics } from './metrics.ts'
import { Closing } from './closing.ts'
import { Attendance } from './sync/attendance.ts'
import { Batcher } from './sync/batcher.ts'
import { Directory } from './sync/directory.ts'
import { Gateway } from './sync/gateway.ts'
import { HeadWatch } from './sync/head-watch.ts'
import { PostgresLedger } from './sync/postgres-ledger.ts'

/** A running service. */
export interface RunningService {
  /** Where it answers, e.g. `http://127.0.0.1:4510`. */
  readonly url: string
  /** The demo accounts, where the demo is loaded. */
  readonly accounts: readonly DemoAccount[]
  readonly inboundToken: string
  /** Settles when its own database ended by itself: the service cannot go on then. */
  readonly broken: Promise<void>
  /** Stops in order: windows are sent away, what was taken is committed. May be called twice. */
  stop(): Promise<void>
}

/** What everything in the service stands on. */
interface Ground {
  readonly config: ServiceConfig
  readonly log: Logger
  readonly writing: Pool
  readonly reading: Pool
  readonly closing: Closing
  readonly inboundToken: string
}

/** Starts the service. Throws StartRefused with a sentence for people; whatever was started before is stopped again then. */
export async function startService(config: ServiceConfig): Promise<RunningService> {
  const closing = new Closing()
  try {
    return await start(config, closing)
  } catch (error) {
    await closing.close()
    throw error
  }
}

async function start(config: ServiceConfig, closing: Closing): Promise<RunningService> {
  const { databaseUrl, broken } = await openDatabase(config, closing)
  const log = openLog(
    config.log === 'file' && config.dataFolder !== null ? { file: join(config.dataFolder, 'service.log') } : 'stderr',
  )
  closing.add(() => new Promise<void>((resolve) => log.flush(() => resolve())))
  const lost = (error: Error): void => log.error({ err: error }, 'an idle connection to the database broke')
  const writing = openPool(databaseUrl, lost, 4)
  closing.add(() => writing.end())
  const reading = openPool(databaseUrl, lost, 6)
  closing.add(() => reading.end())
  await reachable(writing)
  await migrate(writing)
  const isDemo = config.isDemo && (await loadDemo(writing, new Date()))
  const inboundToken = config.inboundToken ?? (await keptInboundToken(config.dataFolder))
  const url = await serve({ config, log, writing, reading, closing, inboundToken })
  log.info({ url }, 'ready')
  return { url, inboundToken, broken, accounts: isDemo ? demoAccounts() : [], stop: () => closing.close() }
}

async function openDatabase(
  config: ServiceConfig,
  closing: Closing,
): Promise<{ databaseUrl: string; broken: Promise<void> }> {
  if (config.dataFolder !== null) {
    const folder = await claimDataFolder(config.dataFolder)
    closing.add(() => folder.release())
  }
  if (config.databaseUrl !== null) return { databaseUrl: config.databaseUrl, broken: new Promise(() => undefined) }
  if (config.dataFolder === null)
    throw new StartRefused('Without DATABASE_URL a data folder is needed. Set TIERDESK_DATA.')
  const embedded = await startEmbedded({ folder: config.dataFolder })
  closing.add(() => embedded.stop())
  return { databaseUrl: embedded.url, broken: embedded.exited }
}

async function reachable(pool: Pool): Promise<void> {
  try {
    await pool.query('select 1')
  } catch {
    throw new StartRefused(
      'The database does not answer. Check DATABASE_URL and that PostgreSQL runs, then start again.',
    )
  }
}

/** Puts the parts together and begins to listen; answers the address. */
async function serve(ground: Ground): Promise<string> {
  const { config, log, writing, reading, closing, inboundToken } = ground
  const failed = (error: unknown): void => log.error({ err: error }, 'a request failed')
  const directory = new Directory()
  await directory.load(reading)
  const workspace = await readWorkspace(reading)
  const sessions = new Sessions(reading, Date.now)
  const http = createHttp()
  const metrics = new Metrics({ sockets: () => gateway.size, head: () => gateway.head })
  const batcher = createBatcher(ground, metrics, (done) => gateway.committed(done))
  const pulled = (seconds: number): void => metrics.pullSeconds.observe(seconds)
  const attendance = new Attendance({ reading, batcher, directory, leaseMs: config.leaseMs, now: Date.now, failed })
  closing.add(() => attendance.stop())
  await attendance.load()
  const gateway = new Gateway(http.server, workspace.head, {
    reading,
    batcher,
    directory,
    sessions,
    attendance,
    workspace,
    failed,
    pulled,
    now: Date.now,
    heartbeatMs: config.heartbeatMs,
  })
  const watch = new HeadWatch({ pool: reading, gateway, sessions, batcher, failed })
  const identity = new PasswordAccounts(reading)
  await addRoutes(http, {
    identity,
    sessions,
    directory,
    reading,
    writing,
    batcher,
    inboundToken,
    failed,
    workspaceName: workspace.name,
    signInAttempts: config.signInAttempts,
    windowFolder: config.windowFolder,
    registry: metrics.registry,
    now: () => new Date().toISOString(),
    isDraining: () => closing.hasBegun,
    isWatching: () => watch.isAlive,
    answered: (request) => log.debug(request, 'answered'),
  })
  closing.add(() => http.close())
  closing.add(() => watch.stop())
  closing.add(() => batcher.close())
  closing.add(() => gateway.drain(config.drainSpreadMs))
  return listen(http, config)
}

function createBatcher(
  { log, writing }: Ground,
  metrics: Metrics,
  committed: ConstructorParameters<typeof Batcher>[0]['committed'],
): Batcher {
  return new Batcher({
    ledger: new PostgresLedger(writing),
    now: () => new Date().toISOString(),
    committed: (done) => {
      for (const { name, outcome } of done.writes.mutations) {
        metrics.mutations.inc({ name, outcome: 'refused' in outcome ? outcome.refused : 'applied' })
      }
      committed(done)
    },
    ruleThrew: (mutation, error) => {
      metrics.ruleFailures.inc({ name: mutation })
      log.error({ mutation, err: error }, 'a rule threw; its mutation was refused')
    },
    storeFailed: (error, isMomentary) => {
      metrics.storeFailures.inc()
      log.error({ err: error, isMomentary }, 'a batch was not stored')
    },
    measured: ({ mutations, seconds }) => {
      metrics.batchMutations.observe(mutations)
      metrics.batchSeconds.observe(seconds)
    },
  })
}

interface WorkspaceRow {
  readonly id: string
  readonly name: string
  readonly epoch: string
  readonly head: number
}

async function readWorkspace(pool: Pool): Promise<WorkspaceRow> {
  const [workspace] = await select<WorkspaceRow>(pool, 'select id, name, epoch, head from workspace')
  if (workspace === undefined) throw new TypeError('The database has no workspace: it was not migrated.')
  return workspace
}

async function listen(http: FastifyInstance, { host, port }: ServiceConfig): Promise<string> {
  try {
    return await http.listen({ host, port })
  } catch (error) {
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw new StartRefused(
          `Port ${port} is in use by another program. Stop that program, or choose another port with TIERDESK_PORT.`,
        )
      case 'EACCES':
        throw new StartRefused(`This user may not use port ${port}. Choose a port above 1023 with TIERDESK_PORT.`)
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new StartRefused(`${host} is not an address of this machine. Set TIERDESK_HOST to one that is.`)
      default:
        throw error
    }
  }
}
