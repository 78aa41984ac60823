import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import type { Pool } from 'pg'
import { openPool } from '#service/database/pool.ts'
import type { AnyRow } from '#shared/tables.ts'
import { createTestDatabase } from '../test-database.ts'

const folder = 'src/service/database/migrations'

/** A row as an older build wrote it. */
export interface OldRow {
  readonly table: string
  readonly row: AnyRow
  readonly audience: readonly string[]
}

/** A database as the build before migration `before` left it, with these rows in it at version 7 and its head at 70. */
export async function olderDatabase(
  before: string,
  rows: readonly OldRow[],
): Promise<{ readonly pool: Pool; readonly close: () => Promise<void> }> {
  const database = await createTestDatabase()
  const pool = openPool(database.url, () => undefined, 2)
  await pool.query(
    'create table migrations (name text primary key, checksum text not null, applied_at timestamptz not null)',
  )
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql') && name < before).sort()
  for (const name of names) {
    const sql = await readFile(`${folder}/${name}`, 'utf8')
    await pool.query(sql)
    const checksum = createHash('sha256').update(sql).digest('hex')
    await pool.query('insert into migrations values ($1, $2, now())', [name, checksum])
  }
  await pool.query(`insert into workspace (id, name, epoch, head) values (gen_random_uuid(), 'Old', 'e', 70)`)
  for (const { table, row, audience } of rows) {
    const values = [table, row.id, audience, JSON.stringify(row)]
    await pool.query('insert into rows (tbl, id, version, audience, row) values ($1, $2, 7, $3, $4)', values)
  }
  return {
    pool,
    async close() {
      await pool.end()
      await database.drop()
    },
  }
}
