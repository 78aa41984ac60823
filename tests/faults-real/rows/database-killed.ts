import { join } from 'node:path'
import { readPostmaster } from '#service/database/postmaster-file.ts'
import type { FaultRow } from '../fault-row.ts'
import type { Stand } from '../stand.ts'
import { until } from '../until.ts'
import { underLoad } from './service-killed.ts'

export const databaseKilled: FaultRow = {
  name: 'postgresql-killed',
  does: 'kill -9 of the PostgreSQL that comes with the service while batches are written; the service ends and is started again.',
  holds: 'As service-killed: nothing that was confirmed is lost, nothing is there twice or by half.',
  attempts: 4,
  inSlice: 0,
  sliceMs: 0,
  patience: 90_000,
  prepare: (stand) =>
    underLoad(stand, async () => {
      await killPostgres(stand)
      // The service says why and ends: there is nothing it could do without its database.
      await until('the service has ended', () => !isRunning(stand.service.pid()))
    }),
}

async function killPostgres({ service }: Stand): Promise<void> {
  const postmaster = await readPostmaster(join(service.folder, 'pg'))
  if (postmaster === undefined) throw new Error('There is no PostgreSQL to kill.')
  process.kill(postmaster.pid, 'SIGKILL')
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
