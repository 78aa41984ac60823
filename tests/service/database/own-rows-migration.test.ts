import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ownAudience } from '#shared/audience.ts'
import { migrate } from '#service/database/migrate.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { select } from '#service/database/pool.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { idOf } from '../world.ts'
import { olderDatabase } from './older-database.ts'

const ana = idOf('agents', 'ana')
const mine = { of: 'agent', agentId: ana }
const shared = { of: 'workspace' }
const old = (table: TableName, name: string, fields: object, audience: readonly string[]) => ({
  table,
  row: { id: idOf(table, name), ...fields } as AnyRow,
  audience,
})

// Catches: rows of the time before the mark that keep their old audience: those who see the whole workspace would have them still.
test('what was somebody’s own before there was a mark for it has the mark after the update, and the rest has not', async () => {
  const own = [
    old('views', 'mine', { scope: mine }, [`a/${ana}`]),
    old('macros', 'mine', { scope: mine }, [`a/${ana}`]),
    old('macroVersions', 'mine', { authorId: ana, content: { scope: mine } }, [`a/${ana}`]),
    { table: 'ownSettings' as const, row: { id: ana } as AnyRow, audience: [`a/${ana}`] },
  ]
  const rest = [
    old('views', 'shared', { scope: shared }, ['all']),
    old('macros', 'shared', { scope: shared }, ['all']),
    old('macroVersions', 'shared', { authorId: ana, content: { scope: shared } }, [
      `a/${ana}`,
      'r/admin',
      'r/knowledge',
      'r/supervisor',
    ]),
  ]
  const { pool, close } = await olderDatabase('0950', [...own, ...rest])
  await migrate(pool)
  const found = await select<{ tbl: string; id: string; audience: string[] }>(
    pool,
    'select tbl, id, audience from rows',
  )
  const audiences = new Map(found.map(({ tbl, id, audience }) => [`${tbl}/${id}`, audience]))
  const wanted = [...own, ...rest].map(({ table, row }) => [`${table}/${row.id}`, ownAudience(table, row)] as const)
  expect(audiences).toEqual(new Map(wanted))
  const seen = await asReader(pool, { held: ['*'], clientId: randomUUID() }, (client) =>
    select<{ id: string }>(client, 'select id from rows'),
  )
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(rest.map(({ row }) => row.id)))
  await close()
})
