import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DATABASE_USER, openCluster, postgresEnvironment } from './create-cluster.ts'
import { freePort } from './free-port.ts'
import { openPath, postgresAccount, type PostgresAccount } from './postgres-account.ts'
import { isPortTaken, isStillEnding, postgresFailure } from './postgres-failure.ts'
import { postgresPrograms, type PostgresPrograms } from './postgres-programs.ts'
import { readPostmaster, stopOrphan } from './postmaster-file.ts'

/** `folder` is a claimed data folder; `fast` gives up durability, for tests only. */
export type EmbeddedOptions = { folder: string; port?: number; fast?: boolean }

/** A running PostgreSQL: `exited` settles when it ends for whatever reason; `stop` ends it in order and may be called twice. */
export type EmbeddedDatabase = { url: string; pid: number; exited: Promise<void>; stop(): Promise<void> }

type Launch = {
  cluster: string
  folder: string
  programs: PostgresPrograms
  account: PostgresAccount | undefined
  fast: boolean
}

const POLL_MS = 20
const ATTEMPTS = 20
const RETRY_MS = 250

/**
 * Starts the PostgreSQL that comes with Tierdesk on 127.0.0.1, with its cluster in `folder`/pg, created the first time. Throws
 * StartRefused. A service killed hard leaves it running: the next start on the folder finds it and stops it first.
 */
export async function startEmbedded({ folder, port, fast = false }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const account = await postgresAccount()
  if (account !== undefined) await openPath(account, folder)
  const programs = await postgresPrograms(account)
  const { cluster, password } = await openCluster({ folder, initdb: programs.initdb, account, fast })
  await stopOrphan(cluster)
  const running = await launchOnFreePort({ cluster, folder, programs, account, fast }, port)
  const exited = hasEnded(running.child) ? Promise.resolve() : once(running.child, 'exit').then(() => undefined)
  return {
    url: `postgres://${DATABASE_USER}:${password}@127.0.0.1:${running.port}/postgres`,
    pid: running.pid,
    exited,
    stop: async () => {
      if (!hasEnded(running.child)) requestStop(running.child, programs, cluster)
      await exited
    },
  }
}

async function launchOnFreePort(
  launch: Launch,
  wanted: number | undefined,
): Promise<{ child: ChildProcess; pid: number; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wanted)
    const child = await spawnPostgres(launch, port)
    if (await becomesReady(child, launch.cluster)) return { child, pid: child.pid ?? 0, port }
    const output = await readFile(join(launch.folder, 'postgres.log'), 'utf8')
    const mayPass = isStillEnding(output) || (wanted === undefined && isPortTaken(output))
    if (!mayPass || attempt === ATTEMPTS) throw postgresFailure(output, launch.folder)
    await delay(RETRY_MS)
  }
}

async function spawnPostgres(
  { cluster, folder, programs, account, fast }: Launch,
  port: number,
): Promise<ChildProcess> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // An error may quote the text of a message: only what stops PostgreSQL itself is logged.
    log_min_error_statement: 'panic',
    log_min_messages: 'fatal',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log: FileHandle = await open(join(folder, 'postgres.log'), 'w', 0o600)
  try {
    const child = spawn(programs.postgres, ['-D', cluster, ...options], {
      cwd: folder,
      env: postgresEnvironment(),
      stdio: ['ignore', log.fd, log.fd],
      // Its own process group: Ctrl+C in a terminal is for the service, which stops PostgreSQL last.
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...account,
    })
    await once(child, 'spawn')
    return child
  } finally {
    await log.close()
  }
}

/** True once PostgreSQL accepts connections, false when it ended before. */
async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  while (!hasEnded(child)) {
    const postmaster = await readPostmaster(cluster)
    if (postmaster?.isReady === true && postmaster.pid === child.pid) return true
    await delay(POLL_MS)
  }
  return false
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** "Fast" shutdown: open transactions are rolled back, everything committed is on disk. */
function requestStop(child: ChildProcess, programs: PostgresPrograms, cluster: string): void {
  // Windows has no signals to ask with: pg_ctl knows the way there.
  if (process.platform === 'win32') spawn(programs.pgCtl, ['stop', '--mode=fast', `--pgdata=${cluster}`])
  else child.kill('SIGINT')
}
