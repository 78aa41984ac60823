import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tableNames } from '#shared/tables.ts'
import { maySee } from '#shared/audience.ts'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { allRows, rowsSeen } from '#service/sync/rows.ts'
import { Desk } from '../desk.ts'
import { createTestDatabase } from '../test-database.ts'
import { idOf, note } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const read = <T extends object>(held: readonly string[], sql: string, clientId: string = randomUUID()) =>
  asReader(desk.pool, { held, clientId }, (client) => select<T>(client, sql))

// Catches: a forgotten condition that shows one site what is another's.
test('[S16] the reader’s role sees exactly what the audience allows, without any condition in the query', async () => {
  const everything = await allRows(desk.pool, tableNames)
  for (const agent of ['ana', 'farid', 'ben', 'siti']) {
    const held = await desk.held(agent)
    const seen = await read<{ id: string }>(held, 'select tbl, id from rows')
    const allowed = everything.filter(({ audience }) => maySee(held, audience))
    expect(seen.map(({ id }) => id).sort()).toEqual(allowed.map(({ id }) => id).sort())
    const { copy } = await desk.snapshot(agent, randomUUID())
    expect(copy.size).toBe(allowed.length)
  }
  expect(await read([], 'select 1 from rows')).toEqual([])
  expect(await read([], 'select 1 from feed')).toEqual([])
})

// Catches: scopes of one reader that stay behind on the connection for the next.
test('[S16] what a reader held, and its role, end with its transaction', async () => {
  const pool = openPool(desk.url, () => undefined, 1)
  await asReader(pool, { held: ['*'], clientId: randomUUID() }, (client) => client.query('select 1'))
  const [after] = await select<{ held: string; who: boolean }>(
    pool,
    `select coalesce(current_setting('tierdesk.held', true), '') as held, current_user <> 'tierdesk_reader' as who`,
  )
  expect(after).toEqual({ held: '', who: true })
  await pool.end()
})

// Catches: a reader's role that may do more than read what it is meant to read.
test('[S16] the reader’s role may neither write nor read accounts, sessions or the log', async () => {
  for (const sql of [
    'delete from rows',
    `update workspace set head = 0`,
    'select * from accounts',
    'select * from sessions',
    'select * from mutations',
    'select * from clients',
  ]) {
    await expect(read(['*'], sql)).rejects.toThrow(/permission denied|read-only/)
  }
})

// Catches: results of one window shown to another.
test('[S16] a window reads its own results only', async () => {
  const mine = randomUUID()
  await desk.send('ana', mine, note(1, 'M1'))
  expect(await read(['*'], 'select 1 from client_results', mine)).toHaveLength(1)
  expect(await read(['*'], 'select 1 from client_results')).toEqual([])
})

// Catches: the loading of a batch that goes round the role.
test('[S16] what a batch loads for an agent is what the agent may see, children too', async () => {
  const held = await desk.held('ana')
  const client = new Client({ connectionString: desk.url })
  await client.connect()
  const wanted = ['M1', 'L1'].map((name) => ({ table: 'cases' as const, id: idOf('cases', name) }))
  const parents = ['M1', 'L1'].map((name) => ({ table: 'messages' as const, parentId: idOf('cases', name) }))
  const seen = await rowsSeen(client, held, wanted, parents)
  const ids = seen.map(({ id }) => id)
  for (const id of [idOf('cases', 'M1'), idOf('messages', 'M1-1'), idOf('messages', 'M1-2')]) expect(ids).toContain(id)
  for (const id of [idOf('cases', 'L1'), idOf('messages', 'L1-1')]) expect(ids).not.toContain(id)
  await client.end()
})

// Catches: a table that was added to the window and forgotten in the database.
test('the database knows exactly the tables there are', async () => {
  const [check] = await select<{ rule: string }>(
    desk.pool,
    `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'rows'::regclass and contype = 'c'`,
  )
  const named = [...(check?.rule ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set<unknown>(tableNames))
})

// Catches: a service that can only be set up by the database's superuser.
test('an ordinary owner of a database can set it up, and reads through the same policies', async () => {
  const server = await createTestDatabase()
  const { url } = server
  const admin = openPool(url, () => undefined, 1)
  const name = `owner_${randomUUID().slice(0, 8)}`
  const database = new URL(url).pathname.slice(1)
  await admin.query(`create role ${name} login createrole password 'secret'`)
  await admin.query(`grant tierdesk_reader, tierdesk_narrow_reader to ${name}`)
  await admin.query(`alter database ${database} owner to ${name}`)
  await admin.end()
  const theirs = new URL(url)
  theirs.username = name
  theirs.password = 'secret'
  const pool = openPool(theirs.href, () => undefined, 2)
  await migrate(pool)
  await migrate(pool)
  expect(
    await asReader(pool, { held: ['*'], clientId: randomUUID() }, (client) => select(client, 'select 1 from rows')),
  ).toEqual([])
  expect(await rowsSeen(pool, ['*'], [{ table: 'cases', id: randomUUID() }], [])).toEqual([])
  await pool.end()
  await server.drop()
})
