import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { everything } from '#shared/audience.ts'
import { Devices } from './accounts/devices.ts'
import { PasswordAccounts } from './accounts/identity.ts'
import { Reveals } from './accounts/reveals.ts'
import { Sessions } from './accounts/sessions.ts'
import { openAttachments } from './attachments/open-attachments.ts'
import {
  startEffects,
  startEpochKeeper,
  startHorizon,
  startInsights,
  startMacroUses,
  startUpdates,
} from './background.ts'
import type { ServiceConfig } from './config.ts'
import { claimDataFolder } from './database/data-folder.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { openBatchPool, openPool, select } from './database/pool.ts'
import { StartRefused } from './database/start-refused.ts'
import { type DemoAccount, demoAccounts } from './demo/demo-accounts.ts'
import { keepDemoAttachments } from './demo/demo-attachments.ts'
import { loadDemo } from './demo/load-demo.ts'
import type { NameMutation } from './effects/execute-action.ts'
import { PostgresEffects } from './effects/postgres-effects.ts'
import { closeHttp } from './http/close-http.ts'
import { type HttpPorts, addRoutes, createHttp } from './http/server.ts'
import { keptSecret } from './kept-secret.ts'
import { listen } from './listen.ts'
import { openLog } from './log.ts'
import { Metrics } from './metrics.ts'
import { CaseClocks } from './clocks/case-clocks.ts'
import { askRaises } from './clocks/ask-raises.ts'
import { disputeDeadlines } from './clocks/dispute-deadlines.ts'
import { escalationRaises } from './clocks/escalation-raises.ts'
import { snoozeEnds } from './clocks/snooze-ends.ts'
import { sopEnds } from './clocks/sop-ends.ts'
import { TurnClock } from './clocks/turn-clock.ts'
import { Closing } from './closing.ts'
import type { SentMutation } from '#shared/sync/protocol.ts'
import { AheadLedger } from './sync/ahead-ledger.ts'
import { Attendance } from './sync/attendance.ts'
import { Batcher } from './sync/batcher.ts'
import { Directory } from './sync/directory.ts'
import { settleEpoch } from './sync/epoch.ts'
import { Gateway } from './sync/gateway.ts'
import { HeadWatch } from './sync/head-watch.ts'
import { PostgresAhead } from './sync/postgres-ahead.ts'
import { Pressure } from './sync/pressure.ts'
import { Purges } from './sync/purges.ts'
import type { Push } from './sync/run-mutations.ts'
import { Turns } from './sync/turns.ts'

/** A running service. */
export interface RunningService {
  /** Where it answers, e.g. `http://127.0.0.1:4510`. */
  readonly url: string
  /** The demo accounts, where the demo is loaded. */
  readonly accounts: readonly DemoAccount[]
  readonly inboundToken: string
  /** Settles when the service cannot go on: its own database ended by itself, or an older one was put in its place. */
  readonly broken: Promise<'database-ended' | 'database-replaced'>
  /** Stops in order: windows are sent away, what was taken is committed. May be called twice. */
  stop(): Promise<void>
}

/** What everything in the service stands on. */
interface Ground {
  readonly config: ServiceConfig
  readonly databaseUrl: string
  readonly log: Logger
  readonly writing: Pool
  readonly batches: Pool
  readonly reading: Pool
  readonly closing: Closing
  readonly secrets: Secrets
  readonly replaced: () => void
  readonly isDemo: boolean
}

/** What opens doors, from the settings or kept in the data folder. */
interface Secrets {
  readonly inbound: string
  readonly share: string
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
  const { databaseUrl, ended } = await openDatabase(config, closing)
  const log = openLog(
    config.log === 'file' && config.dataFolder !== null ? { file: join(config.dataFolder, 'service.log') } : 'stderr',
  )
  closing.add(() => new Promise<void>((resolve) => log.flush(() => resolve())))
  const lost = (error: Error): void => log.error({ err: error }, 'an idle connection to the database broke')
  const writing = openPool(databaseUrl, lost, 4)
  closing.add(() => writing.end())
  const batches = openBatchPool(databaseUrl, lost)
  closing.add(() => batches.end())
  const reading = openPool(databaseUrl, lost, 6)
  closing.add(() => reading.end())
  await reachable(writing)
  await migrate(writing)
  const newEpoch = await settleEpoch(writing, { path: config.epochFile, isAskedFor: config.isNewEpoch })
  if (newEpoch !== null) log.warn({ reason: newEpoch }, 'a new epoch began; every window fetches everything anew')
  const isDemo = config.isDemo && (await loadDemo(writing, new Date()))
  const secrets = await readSecrets(config)
  const replacement = Promise.withResolvers<'database-replaced'>()
  const replaced = (): void => {
    log.error('the database is older than what windows were told: an older one was put in its place')
    replacement.resolve('database-replaced')
  }
  const ground = { config, databaseUrl, log, writing, batches, reading, closing, secrets, replaced, isDemo }
  const url = await serve(ground)
  log.info({ url, newEpoch }, 'ready')
  const broken = Promise.race([ended.then(() => 'database-ended' as const), replacement.promise])
  return {
    url,
    inboundToken: secrets.inbound,
    broken,
    accounts: isDemo ? demoAccounts() : [],
    stop: () => closing.close(),
  }
}

async function readSecrets({ dataFolder, inboundToken, shareSecret }: ServiceConfig): Promise<Secrets> {
  const kept = async (given: string | null, name: string, setting: string): Promise<string> => {
    if (given !== null) return given
    if (dataFolder === null)
      throw new StartRefused(`Without a data folder ${setting} is needed. Set it, or TIERDESK_DATA.`)
    return keptSecret(dataFolder, name)
  }
  return {
    inbound: await kept(inboundToken, 'inbound-token', 'TIERDESK_INBOUND_TOKEN'),
    share: await kept(shareSecret, 'share-secret', 'TIERDESK_SHARE_SECRET'),
  }
}

async function openDatabase(
  config: ServiceConfig,
  closing: Closing,
): Promise<{ databaseUrl: string; ended: Promise<void> }> {
  if (config.dataFolder !== null) {
    const folder = await claimDataFolder(config.dataFolder)
    closing.add(() => folder.release())
  }
  if (config.databaseUrl !== null) return { databaseUrl: config.databaseUrl, ended: new Promise(() => undefined) }
  if (config.dataFolder === null)
    throw new StartRefused('Without DATABASE_URL a data folder is needed. Set TIERDESK_DATA.')
  const embedded = await startEmbedded({ folder: config.dataFolder })
  closing.add(() => embedded.stop())
  return { databaseUrl: embedded.url, ended: embedded.exited }
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
  const { config, log, writing, reading, closing } = ground
  const failed = (error: unknown): void => log.error({ err: error }, 'a request failed')
  const directory = new Directory()
  await directory.load(reading)
  const workspace = await readWorkspace(reading)
  const sessions = new Sessions(reading, Date.now)
  const http = createHttp()
  const pressure = new Pressure()
  closing.add(() => pressure.stop())
  // Fewer than there are connections to read with: sessions must be found while all windows catch up.
  const catchUps = new Turns({ atOnce: 4, waiting: 200, each: 2, isPressed: () => pressure.isHigh })
  const purges = new Purges(reading, Date.now)
  const effects = new PostgresEffects(writing)
  const metrics = new Metrics({
    sockets: () => gateway.size,
    head: () => gateway.head,
    catchUpsWaiting: () => catchUps.waiting,
    openPurges: () => purges.open(),
    effects: () => effects.counts(),
    failed,
  })
  const name: NameMutation = (mutation) => batcher.submit(1, () => byService(mutation))
  const { attachments, effectLoop } = await openFiles(ground, { metrics, effects, directory, name })
  const batcher = createBatcher(ground, metrics, (done) => {
    gateway.committed(done)
    if (done.writes.effects.length > 0) effectLoop.wake()
  })
  const attendance = new Attendance({ reading, batcher, directory, leaseMs: config.leaseMs, now: Date.now, failed })
  closing.add(() => attendance.stop())
  const [clocks] = await Promise.all([startClocks(ground, batcher, failed), attendance.load()])
  const shared = { reading, batcher, directory, sessions, catchUps, failed }
  const gateway = new Gateway(http.server, workspace.head, {
    ...shared,
    attendance,
    workspace,
    purges,
    pressure,
    digests: new Turns({ atOnce: 2, waiting: 0, each: 1 }),
    arrivals: config.arrivals,
    followers: clocks,
    pulled: (seconds) => metrics.pullSeconds.observe(seconds),
    now: Date.now,
    heartbeatMs: config.heartbeatMs,
  })
  const { epoch } = workspace
  const watch = new HeadWatch({ pool: reading, gateway, sessions, batcher, failed, epoch, replaced: ground.replaced })
  startHorizon({ log, pool: writing, closing, directory })
  startMacroUses({ log, pool: writing, closing })
  startEpochKeeper(ground, () => ({ workspace: workspace.id, epoch, head: gateway.head }))
  const insights = startInsights(ground, { head: () => gateway.head, pressure })
  const releases = startUpdates({ ...ground, pool: writing, metrics })
  const routes = { ...httpPorts(ground, metrics, workspace.name), ...shared, ...releases, insights, attachments }
  await addRoutes(http, { ...routes, isWatching: () => watch.isAlive })
  closing.add(() => closeHttp(http))
  closing.add(() => watch.stop())
  closing.add(() => batcher.close())
  closing.add(() => gateway.drain(config.drainSpreadMs))
  return listen(http, config)
}

/** A mutation that the service names by itself, as it is pushed. */
const byService = (mutation: SentMutation): Push => ({
  actor: { kind: 'system', name: 'clock' },
  held: everything,
  clientId: null,
  mutations: [mutation],
})

/** Begins to bring about what rows say is due at a time; answers the clocks, which follow every batch. */
async function startClocks({ reading, closing }: Ground, batcher: Batcher, failed: (error: unknown) => void) {
  const ports = { reading, batcher, now: Date.now, failed }
  const clocks = [
    new TurnClock(ports, snoozeEnds()),
    new CaseClocks(ports),
    new TurnClock(ports, sopEnds()),
    new TurnClock(ports, disputeDeadlines()),
    new TurnClock(ports, escalationRaises()),
    new TurnClock(ports, askRaises()),
  ]
  for (const clock of clocks) closing.add(() => clock.stop())
  await Promise.all(clocks.map((clock) => clock.load()))
  return clocks
}

/** What is attached, and what is carried out once it is here. */
async function openFiles(
  ground: Ground,
  parts: { metrics: Metrics; effects: PostgresEffects; directory: Directory; name: NameMutation },
) {
  const { metrics, effects, directory, name } = parts
  const attachments = openAttachments({ ...ground, directory, settled: () => effectLoop.wake() })
  const effectLoop = startEffects({ ...ground, pool: ground.writing, metrics }, effects, { attachments, name })
  // What cases of the demo have attached is not worth a start that fails.
  const lost = (error: unknown): void =>
    ground.log.error({ err: error }, 'the attachments of the demo could not be kept')
  if (ground.isDemo) await keepDemoAttachments(attachments).catch(lost)
  return { attachments, effectLoop }
}

/** What the routes need beside the parts that they share with the sockets. */
function httpPorts({ config, log, writing, reading, closing, secrets }: Ground, metrics: Metrics, name: string) {
  return {
    identity: new PasswordAccounts(reading),
    writing,
    inboundToken: secrets.inbound,
    shareSecret: secrets.share,
    devices: new Devices(reading, Date.now),
    audit: (line) => log.info(line, 'audit'),
    workspaceName: name,
    signInAttempts: config.signInAttempts,
    windowFolder: config.windowFolder,
    dictionariesFolder: config.dictionariesFolder,
    registry: metrics.registry,
    now: () => new Date().toISOString(),
    clock: Date.now,
    reveals: new Reveals(writing, { perHour: config.revealsPerHour, now: Date.now }),
    // Few connections write, and batches go first.
    revealTurns: new Turns({ atOnce: 1, waiting: 100, each: 2 }),
    // Each reads a stretch of messages: two at a time leave the others free.
    searchTurns: new Turns({ atOnce: 2, waiting: 50, each: 1 }),
    revealed: ({ act, agentId, deviceId, asked }) => {
      metrics.reveals.inc({ purpose: asked.purpose, outcome: act })
      log[act === 'shown' ? 'info' : 'warn']({ act, agentId, deviceId, ...asked }, 'audit')
    },
    isDraining: () => closing.hasBegun,
    answered: (request) => log.debug(request, 'answered'),
    reported: ({ kind, count }, agentId, deviceId) => {
      metrics.incidents.inc({ kind })
      log.warn({ kind, count, agentId, deviceId }, 'a window reported an incident')
    },
  } satisfies Partial<HttpPorts>
}

function createBatcher(
  { config, log, batches }: Ground,
  metrics: Metrics,
  committed: ConstructorParameters<typeof Batcher>[0]['committed'],
): Batcher {
  return new Batcher({
    ledger: new AheadLedger(new PostgresAhead(batches)),
    // Everything that the sockets have for us in this turn of the event loop is read by then.
    soon: (begin) => void setImmediate(begin),
    now: () => new Date().toISOString(),
    undoMs: config.undoMs,
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
