import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE_USER } from '#service/database/create-cluster.ts'
import { openPool } from '#service/database/pool.ts'
import { readPostmaster } from '#service/database/postmaster-file.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { everything } from '#shared/audience.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { until } from './faults-real/until.ts'

interface WrittenRow {
  readonly table: TableName
  readonly row: AnyRow
}

/** Where the PostgreSQL of a service on this data folder answers. */
export async function addressOfDatabase(folder: string): Promise<string> {
  const password = await readFile(join(folder, 'pg-password'), 'utf8')
  const postmaster = await until('PostgreSQL is up', async () => {
    const found = await readPostmaster(join(folder, 'pg'))
    return found?.isReady === true ? found : null
  })
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${postmaster.port}/postgres`
}

/** Writes rows from outside of the service, as an import does. */
export async function writeRows(url: string, rows: readonly WrittenRow[]): Promise<void> {
  const pool = openPool(url, () => undefined, 1)
  const now = (): string => new Date().toISOString()
  const mutation = { mid: 1, opId: crypto.randomUUID(), name: 'rows.write', args: { rows }, at: now(), dependsOn: [] }
  try {
    const push = {
      actor: { kind: 'system', name: 'import' },
      held: everything,
      clientId: null,
      mutations: [mutation],
    } as const
    const done = await runMutations(new PostgresLedger(pool), [push], now)
    const outcome = done.results[0]?.[0]?.outcome
    if (outcome === undefined || 'refused' in outcome) throw new Error(`rows.write: ${JSON.stringify(outcome)}`)
  } finally {
    await pool.end()
  }
}
