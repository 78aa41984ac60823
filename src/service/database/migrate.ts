import { createHash, randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { inTransaction, select } from './pool.ts'
import { StartRefused } from './start-refused.ts'

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

const folder = join(import.meta.dirname, 'migrations')
// Any number will do, as long as nothing else in the database locks it.
const lock = 7_241_001

/** Brings the database to what this version needs, forward only. Throws StartRefused where a newer or another Tierdesk wrote it. */
export async function migrate(pool: Pool, workspaceName = 'Tierdesk'): Promise<void> {
  const migrations = await readMigrations()
  await inTransaction(pool, 'begin', async (client) => {
    await client.query(`set local statement_timeout = '60s'; select pg_advisory_xact_lock(${lock})`)
    await client.query(
      'create table if not exists migrations (name text primary key, checksum text not null, applied_at timestamptz not null)',
    )
    const applied = await select<{ name: string; checksum: string }>(client, 'select name, checksum from migrations')
    requireKnown(applied, migrations)
    const done = new Set(applied.map(({ name }) => name))
    for (const migration of migrations) if (!done.has(migration.name)) await apply(client, migration)
    await client.query('insert into workspace (id, name, epoch) values ($1, $2, $3) on conflict (is_only) do nothing', [
      randomUUID(),
      workspaceName,
      randomUUID().slice(0, 8),
    ])
  })
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have other line ends; it is the same migration.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function requireKnown(applied: readonly { name: string; checksum: string }[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of applied) {
    if (known.get(name) === checksum) continue
    throw new StartRefused(
      known.has(name)
        ? `The database was set up by another build of Tierdesk (${name} differs). Start that build, or use another database.`
        : `The database was written by a newer Tierdesk (it has ${name}). Update Tierdesk, or use another database.`,
    )
  }
}

async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query(sql)
  await client.query('insert into migrations (name, checksum, applied_at) values ($1, $2, now())', [name, checksum])
}
