import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedDatabase, startEmbedded } from '../../../src/service/database/embedded.ts'
import { migrate } from '../../../src/service/database/migrate.ts'
import { openPool } from '../../../src/service/database/pool.ts'
import { productCase, productStaff } from '../product-rows.ts'
import { writeRows } from '../write-rows.ts'

/** A PostgreSQL of the bench's own, as durable as the service's, with a database for each purpose. */
export interface BenchPostgres {
  /** Makes an empty database and answers its address. */
  database(name: string): Promise<string>
  remove(): Promise<void>
}

/** Starts PostgreSQL in a folder that is removed at the end. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-bench-pg-'))
  // As root, PostgreSQL runs as another user, who must be able to walk down to its data.
  await chmod(folder, 0o755)
  const postgres = await startEmbedded({ folder })
  return {
    database: (name) => createDatabase(postgres, name),
    remove: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function createDatabase({ url }: EmbeddedDatabase, name: string): Promise<string> {
  const pool = openPool(url, () => undefined, 1)
  await pool.query(`create database ${name}`)
  await pool.end()
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** How much the service's database holds. */
export interface Filling {
  readonly cases: number
  readonly agents: number
}

const rowsAtOnce = 5000

/** The service's own schema with agents, queues and cases, written as an import writes them. */
export async function fillWorkspace(url: string, { cases, agents }: Filling): Promise<void> {
  const pool = openPool(url, () => undefined, 2)
  await migrate(pool)
  await writeRows(pool, productStaff(agents))
  for (let from = 0; from < cases; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, cases - from)
    await writeRows(
      pool,
      Array.from({ length: count }, (_, at) => ({ table: 'cases' as const, row: productCase(from + at) })),
    )
  }
  await pool.query('vacuum analyze')
  await pool.end()
}
