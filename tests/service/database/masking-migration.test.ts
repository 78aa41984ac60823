import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pool } from 'pg'
import { migrate } from '#service/database/migrate.ts'
import { select } from '#service/database/pool.ts'
import { withMasks } from '#shared/masked-fields.ts'
import type { AnyRow } from '#shared/tables.ts'
import { contactFields, emails, phones } from '#tests/contact-details.ts'
import { idOf, partyRow } from '../world.ts'
import { olderDatabase } from './older-database.ts'

const party = (name: string, fields: object): AnyRow => ({ ...partyRow(name), ...fields })
const source = (externalId: string, mark: string) => ({ system: 'zendesk', externalId, mark, url: null })
const parties: readonly AnyRow[] = [
  ...emails.map((email, i) => party(`e${i}`, { email, source: source(`e${i}`, 'plain-mark1') })),
  ...phones.map((phone, i) => party(`p${i}`, { phone, tags: ['kept "as" it is', 'é'] })),
  party('fields', { email: 'x@example.com', phone: '', fields: contactFields }),
  party('more', { fields: { store: 'North', phone: 6591234567 } }),
  party('none', { source: source('none', 'plain-mark2') }),
]
const agent = { id: idOf('agents', 'asking'), source: source('e1', 'plain-mark3') }
const other = { id: idOf('agents', 'other'), source: source('none', 'plain-mark4') }

let pool: Pool
let close: () => Promise<void>
/** A database as the build before this one left it, brought up to date. */
beforeAll(async () => {
  const all = (table: string, rows: readonly AnyRow[]) => rows.map((row) => ({ table, row, audience: ['all'] }))
  ;({ pool, close } = await olderDatabase('0040', [...all('parties', parties), ...all('agents', [agent, other])]))
  await migrate(pool)
})
afterAll(() => close())

const without = (row: AnyRow): object => ({ ...row, source: null })

// Catches: a mask in SQL that is another than the one in the program, so that every import would write the row again.
test('rows that were there are masked as those that are written from now on, and keep everything else', async () => {
  const found = await select<{ id: string; row: AnyRow }>(pool, `select id, row from rows where tbl = 'parties'`)
  const now = new Map(found.map(({ id, row }) => [id, row]))
  for (const row of parties) {
    const masked = withMasks('parties', row)
    expect(JSON.stringify(without(now.get(row.id) ?? { id: '' }))).toBe(JSON.stringify(without(masked.row)))
    const kept = await select(pool, 'select field, value from private_values where id = $1 order by field', [row.id])
    const taken = (masked.taken ?? []).filter(({ value }) => value !== null)
    expect(kept).toEqual([...taken].sort((a, b) => (a.field < b.field ? -1 : 1)))
  }
})

// Catches: windows that keep what they had because nobody tells them.
test('each row that was masked is told in the feed once, and the others are not', async () => {
  const touched = parties.filter((row) => (withMasks('parties', row).taken ?? []).some(({ value }) => value !== null))
  const fed = await select<{ id: string; number: number; version: number }>(
    pool,
    'select f.id, f.number, r.version from feed f join rows r using (tbl, id) order by number',
  )
  expect(new Set(fed.map(({ id }) => id))).toEqual(new Set([...touched.map(({ id }) => id), agent.id]))
  expect(fed.map(({ number }) => number)).toEqual(fed.map((_, i) => 71 + i))
  expect(fed.every(({ number, version }) => number === version)).toBe(true)
  expect(await select(pool, 'select head from workspace')).toEqual([{ head: 70 + fed.length }])
})

// Catches: a fingerprint in a row by which the value behind its mask can be tried out.
test('the marks of imported rows say nothing about what was masked, and those of others stay', async () => {
  const marks = await select<{ id: string; mark: string }>(
    pool,
    `select id, row #>> '{source,mark}' as mark from rows where row #>> '{source,mark}' is not null`,
  )
  const markOf = new Map(marks.map(({ id, mark }) => [id, mark]))
  expect(markOf.get(idOf('parties', 'e1'))).toMatch(/^[\w-]{11}$/)
  expect([markOf.get(idOf('parties', 'e1')), markOf.get(agent.id)]).not.toContain('plain-mark1')
  expect(markOf.get(agent.id)).not.toBe('plain-mark3')
  expect([markOf.get(idOf('parties', 'none')), markOf.get(other.id)]).toEqual(['plain-mark2', 'plain-mark4'])
})

// Catches: another way of writing rows that does not know about masks.
test('the database refuses a party that is not masked, without saying what it held', async () => {
  const row = party('clear', { email: 'canary@example.com' })
  const written = pool.query('insert into rows (tbl, id, version, audience, row) values ($1, $2, 1, $3, $4)', [
    'parties',
    row.id,
    [],
    JSON.stringify(row),
  ])
  const error: unknown = await written.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: '23514' })
  expect(JSON.stringify([error, String(error)])).not.toContain('canary')
})
