import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartRefused } from './start-refused.ts'
import { codeOf, orWhenAbsent } from './system-errors.ts'

/** What PostgreSQL writes about itself into `postmaster.pid` of its cluster. */
export type Postmaster = { pid: number; port: number; isReady: boolean }

const POLL_MS = 25
const STOP_DEADLINE_MS = 60_000

/** The postmaster that says it serves `cluster`, running or crashed; undefined when it was stopped properly. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await orWhenAbsent(readFile(join(cluster, 'postmaster.pid'), 'utf8'), undefined)
  const lines = text?.split('\n') ?? []
  // PostgreSQL's own layout: line 1 is the process id, line 4 the port, line 8 the state, padded.
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
}

/** Stops the PostgreSQL a killed service left running on `cluster`, or removes the file of one that is gone. */
export async function stopOrphan(cluster: string): Promise<void> {
  const orphan = await readPostmaster(cluster)
  if (orphan === undefined) return
  if (!(await isPostgres(orphan.pid))) {
    // The number may belong to another program by now, which would make PostgreSQL refuse to start for ever.
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  process.kill(orphan.pid, 'SIGINT')
  const deadline = Date.now() + STOP_DEADLINE_MS
  while (isRunning(orphan.pid)) {
    if (Date.now() > deadline) {
      throw new StartRefused(
        `PostgreSQL of an earlier start (process ${orphan.pid}) does not stop. End that process, then start Tierdesk again.`,
      )
    }
    await delay(POLL_MS)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isRunning(pid)) return false
  if (process.platform !== 'linux') return true
  const commandLine = await orWhenAbsent(readFile(`/proc/${pid}/cmdline`, 'utf8'), '')
  return commandLine.includes('postgres')
}
