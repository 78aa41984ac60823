import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { audienceMark, pullPage, writeCursor } from '#service/sync/change-feed.ts'
import { copyBounds, copyPage } from '#service/sync/copy-page.ts'
import type { RowWrite } from '#service/sync/ledger.ts'
import { PostgresCopy } from '#service/sync/postgres-copy.ts'
import { PostgresFeed, asReader, epochAndHead } from '#service/sync/postgres-feed.ts'
import { allRows } from '#service/sync/rows.ts'
import { Sights } from '#service/sync/seen-changes.ts'
import { maySee, ownAudience } from '#shared/audience.ts'
import { readBody } from '#shared/sync/cold-pack.ts'
import { type RowPack, unpackRows } from '#shared/sync/row-pack.ts'
import { type AnyRow, type Row, type TableName, parentIdOf, tableNames } from '#shared/tables.ts'
import { type Copy, Desk, applyChanges } from '../desk.ts'
import type { TestRow } from '../world.ts'
import { type Person, people } from './matrix-people.ts'
import { type Rows, forEverybody, holds, mayHold } from './matrix-rules.ts'
import { MatrixWorld, asTheyBegin, turned } from './matrix-world.ts'

const keyOf = ({ table, row }: TestRow): string => `${table}/${row.id}`

/** A world, and who holds what of it. */
class Matrix {
  readonly rows: readonly TestRow[]
  readonly #byTable: Rows

  constructor(world: MatrixWorld) {
    this.rows = world.rows()
    const tables = Map.groupBy(this.rows, ({ table }) => table)
    this.#byTable = {
      of: <T extends TableName>(table: T) => (tables.get(table) ?? []).map(({ row }) => row) as unknown as Row<T>[],
    }
  }

  held(who: Person): string[] {
    return this.rows.filter(({ table, row }) => holds(who, table, row, this.#byTable)).map(keyOf)
  }
}

const before = new Matrix(new MatrixWorld(asTheyBegin))
const after = new Matrix(new MatrixWorld(turned))

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open(before.rows)
})
afterAll(() => desk.close())

/** What is told of somebody, sorted: so that a failure names who and what. */
const told = (who: Person, keys: Iterable<string>): [string, string[]] => [who.name, [...keys].sort()]

const asSomebody = async <T>(who: Person, read: Parameters<typeof asReader<T>>[2]): Promise<T> =>
  asReader(desk.pool, { held: await desk.held(who.name), clientId: randomUUID() }, read)

/** What the database's own policies let somebody read, of the rows and of the feed, without any condition in the query. */
const readable = (who: Person, of: 'rows' | 'feed'): Promise<string[]> =>
  asSomebody(who, async (client) => {
    const found = await select<{ tbl: string; id: string }>(client, `select distinct tbl, id from ${of}`)
    return found.map(({ tbl, id }) => `${tbl}/${id}`)
  })

/** What a window gets that fetches everything: the packs of a copy, as they go over the wire. */
async function copied(who: Person): Promise<string[]> {
  const held = await desk.held(who.name)
  return asSomebody(who, async (client) => {
    const page = await copyPage(new PostgresCopy(client), held, { after: null, table: null }, copyBounds)
    if (page === null || page.head.next !== null) throw new Error('The copy does not fit on one page.')
    return page.packs.flatMap(({ t, parents, text }) => {
      const rows: AnyRow[] =
        parents === undefined
          ? unpackRows(JSON.parse(text) as RowPack).map(({ row }) => row)
          : [...readBody(text).values()].flat()
      return rows.map(({ id }) => `${t}/${id}`)
    })
  })
}

/** What a window gets that follows the feed from its beginning. */
async function fed(who: Person): Promise<string[]> {
  const held = await desk.held(who.name)
  const { epoch } = await epochAndHead(desk.pool)
  const copy: Copy = new Map()
  for (let cursor = writeCursor({ epoch, number: 0, audience: audienceMark(held) }); ;) {
    const page = await asSomebody(who, (client) =>
      pullPage(new PostgresFeed(client), { held, clientId: randomUUID() }, cursor),
    )
    if ('reset' in page) throw new Error(`The feed begins anew: ${page.reset}`)
    applyChanges(
      copy,
      page.changes.map((change) => ('gone' in change ? change : { ...change, row: JSON.parse(change.row) as AnyRow })),
    )
    cursor = page.to
    if (page.isLast) return [...copy.keys()]
  }
}

// Catches a table that is added to the product and of which nobody has said who may see its rows, and a world in which a rule is never asked.
test('of every table it is said who may see its rows, and there are rows that somebody sees and somebody else does not', () => {
  expect(Object.keys(mayHold).sort()).toEqual([...tableNames].sort())
  const held = people.map((who) => new Set(before.held(who)))
  for (const table of tableNames) {
    const rows = before.rows.filter((one) => one.table === table).map(keyOf)
    const seen = rows.filter((key) => held.some((keys) => keys.has(key)))
    const isDivided = rows.some((key) => new Set(held.slice(0, -1).map((keys) => keys.has(key))).size === 2)
    expect([table, seen.length > 0, isDivided]).toEqual([table, true, !forEverybody.has(table)])
  }
})

// Catches a rule of the product that lets in whom it should not: the service writes it beside each row, and both go by it.
test('[S16] the audience that is written beside each row lets in those, and only those, who may see it', async () => {
  const stored = await allRows(desk.pool, tableNames)
  expect(stored.map(({ table, id }) => `${table}/${id}`).sort()).toEqual(before.rows.map(keyOf).sort())
  const byKey = new Map(stored.map((row) => [`${row.table}/${row.id}`, row.audience]))
  for (const { table, id, row, audience } of stored) {
    const parent = tableNames.find((name) => byKey.has(`${name}/${parentIdOf(table, row) ?? ''}`))
    const own = ownAudience(table, row) ?? (parent && byKey.get(`${parent}/${parentIdOf(table, row) ?? ''}`))
    // Those that are seen through cases have as many audiences as there are cases; who sees them is asked below.
    expect([table, id, audience]).toEqual([table, id, own ?? audience])
  }
  for (const who of people) {
    const held = await desk.held(who.name)
    const seen = stored.filter(({ audience }) => maySee(held, audience)).map(({ table, id }) => `${table}/${id}`)
    expect(told(who, seen)).toEqual(told(who, before.held(who)))
  }
})

// Catches a row of another party, site or market in anybody's window, by whichever way it came there.
test('[S16] whoever somebody is, their window and the database’s own policies hold exactly what they may see', async () => {
  for (const who of people) {
    const expected = told(who, before.held(who))
    expect(told(who, (await desk.snapshot(who.name, randomUUID())).copy.keys())).toEqual(expected)
    expect(told(who, await copied(who))).toEqual(expected)
    expect(told(who, await fed(who))).toEqual(expected)
    expect(told(who, await readable(who, 'rows'))).toEqual(expected)
    expect(told(who, await readable(who, 'feed'))).toEqual(expected)
  }
})

/** What is told to a window of somebody while it is open: rows that come, and rows that go. */
function toldLive(writes: readonly RowWrite[], held: readonly string[]): { came: string[]; gone: string[] } {
  const { changes, deltas } = new Sights(writes).of(held)
  const keys = (isGone: boolean): string[] =>
    changes.filter((change) => 'gone' in change === isGone).map(({ t, id }) => `${t}/${id}`)
  expect(deltas.map(({ t, id }) => `${t}/${id}`)).toEqual(changes.map(({ t, id }) => `${t}/${id}`))
  return { came: keys(false), gone: keys(true) }
}

// Catches a row that stays in a window when it is moved to another site, market or hand, and the news that something was moved
// which somebody never saw.
test('[S16] what is moved to another site, market or hand leaves the windows it was in, and is told to nobody else', async () => {
  const windows = await Promise.all(
    people.map(async (who) => ({ who, id: randomUUID(), ...(await desk.snapshot(who.name, randomUUID())) })),
  )
  const { writes } = await desk.write(after.rows)
  for (const { who, id, copy, cursor } of windows) {
    const had = new Set(copy.keys())
    const may = new Set(after.held(who))
    const live = toldLive(writes.rows, await desk.held(who.name))
    expect(
      told(who, [...live.came.filter((key) => !may.has(key)), ...live.gone.filter((key) => !had.has(key))]),
    ).toEqual(told(who, []))
    const page = await desk.pull(who.name, id, cursor)
    if ('reset' in page || !page.isLast) throw new Error('The window has to begin anew.')
    const ends = page.changes.filter((change) => 'gone' in change).map((change) => `${change.t}/${change.id}`)
    expect(
      told(
        who,
        ends.filter((key) => !had.has(key)),
      ),
    ).toEqual(told(who, []))
    applyChanges(copy, page.changes)
    expect(told(who, copy.keys())).toEqual(told(who, may))
    expect(told(who, await readable(who, 'rows'))).toEqual(told(who, may))
  }
})
