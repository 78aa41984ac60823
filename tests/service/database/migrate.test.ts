import { expect, test } from 'vitest'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { createTestDatabase } from '../test-database.ts'

async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const database = await createTestDatabase()
  try {
    await work(database.url)
  } finally {
    await database.drop()
  }
}

// Catches: two services that start at once and set up the same database twice.
test('several starts at once set a database up once, and later ones change nothing', async () => {
  await withDatabase(async (url) => {
    const pools = Array.from({ length: 3 }, () => openPool(url, () => undefined, 1))
    await Promise.all(pools.map((pool) => migrate(pool)))
    const [pool] = pools
    if (pool === undefined) throw new Error('no pool')
    const before = await select(pool, 'select name, checksum from migrations order by name')
    const epoch = await select(pool, 'select id, epoch from workspace')
    await migrate(pool)
    expect(await select(pool, 'select name, checksum from migrations order by name')).toEqual(before)
    expect(await select(pool, 'select id, epoch from workspace')).toEqual(epoch)
    await Promise.all(pools.map((one) => one.end()))
  })
})

// Catches: an old service that writes into a database whose rules it does not know.
test('a database that a newer Tierdesk wrote, or another build, is refused with a sentence', async () => {
  await withDatabase(async (url) => {
    const pool = openPool(url, () => undefined, 1)
    await migrate(pool)
    await pool.query(`insert into migrations values ('9999-future.sql', 'x', now())`)
    await expect(migrate(pool)).rejects.toThrow(/written by a newer Tierdesk \(it has 9999-future.sql\)/)
    await pool.query(`delete from migrations where name like '9999%'`)
    await pool.query(`update migrations set checksum = 'x' where name like '0001%'`)
    await expect(migrate(pool)).rejects.toThrow(/another build of Tierdesk \(0001-workspace.sql differs\)/)
    await pool.end()
  })
})
