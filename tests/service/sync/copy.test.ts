import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBody, readColdKey } from '#shared/sync/cold-pack.ts'
import type { CopyHead } from '#shared/sync/protocol.ts'
import { type RowPack, unpackRows } from '#shared/sync/row-pack.ts'
import type { AnyRow } from '#shared/tables.ts'
import { type CopyAsked, type CopyBounds, copyBounds, copyPage } from '#service/sync/copy-page.ts'
import { PostgresCopy } from '#service/sync/postgres-copy.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { HttpRefusal } from '#shared/sync/accounts-protocol.ts'
import { copyPageText } from '../copy-page-text.ts'
import { Desk } from '../desk.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { agentOf, idOf, messageRow, wholeCase, world } from '../world.ts'

const longThread = Array.from({ length: 40 }, (_, i) => ({
  table: 'messages' as const,
  row: messageRow(`long-${i}`, 'M1', 'x'.repeat(3000)),
}))

let on: TestService
let desk: Desk
beforeAll(async () => {
  on = await startTestService()
  desk = on.desk
  await desk.write([
    ...Array.from({ length: 60 }, (_, i) => wholeCase(`many-${i}`, i % 3 === 0 ? 'lumpur' : 'manila')).flat(),
    ...longThread,
  ])
})
afterAll(() => on.close())

interface Received {
  readonly rows: Map<string, AnyRow>
  readonly heads: CopyHead[]
}

/** What a window reads out of a page, checked as it would check it. */
function read(head: CopyHead, bodies: readonly string[], into: Received): void {
  into.heads.push(head)
  for (const [i, { t, rows, parents }] of head.packs.entries()) {
    const found: AnyRow[] = []
    const keys: string[] = []
    if (parents === undefined) {
      found.push(...unpackRows(JSON.parse(bodies[i] ?? '') as RowPack).map(({ row }) => row))
    } else {
      const groups = readBody(bodies[i] ?? '')
      keys.push(...groups.keys())
      found.push(...[...groups.values()].flat())
    }
    expect(keys.map((key) => readColdKey(key))).toEqual((parents ?? []).map((parentId) => ({ table: t, parentId })))
    expect(found).toHaveLength(rows)
    for (const row of found) {
      expect(into.rows.has(`${t}/${row.id}`)).toBe(false)
      into.rows.set(`${t}/${row.id}`, row)
    }
  }
}

async function copied(agent: string, bounds: CopyBounds, table: CopyAsked['table'] = null): Promise<Received> {
  const held = await desk.held(agent)
  const received: Received = { rows: new Map(), heads: [] }
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof copyPage>> = await asReader(
      desk.pool,
      { held, clientId: randomUUID() },
      (client) => copyPage(new PostgresCopy(client), held, { after, table }, bounds),
    )
    if (page === null) throw new Error('The service did not know its own place.')
    const packs = page.packs.map(({ text, ...pack }) => ({ ...pack, bytes: Buffer.byteLength(text) }))
    read(
      { ...page.head, packs },
      page.packs.map(({ text }) => text),
      received,
    )
    after = page.head.next
  } while (after !== null)
  return received
}

const small: CopyBounds = { pageBytes: 9000, packRows: 7, coldRows: 5 }

// Catches: a page that passes a row by, sends one twice, or shows what the agent may not see.
test.each([
  ['ana', copyBounds],
  ['ana', small],
  ['farid', small],
  ['siti', small],
])('[S16] a copy of %s in pages and packs of any size is what a snapshot shows', async (agent, bounds) => {
  const { rows, heads } = await copied(agent, bounds)
  const { copy, cursor } = await desk.snapshot(agent, randomUUID())
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries([...copy].map(([key, { row }]) => [key, row])))
  expect(heads.at(-1)).toMatchObject({ done: copy.size, total: copy.size, next: null, cursor })
  expect(new Set(heads.map((head) => head.cursor)).size).toBe(1)
})

// Catches: a thread torn between two packs, of which a window would keep the last part only.
test('a thread is never split, however small the pages are', async () => {
  const { heads } = await copied('siti', small)
  const parents = heads.flatMap(({ packs }) => packs.flatMap((pack) => (pack.t === 'messages' ? pack.parents : [])))
  expect(new Set(parents).size).toBe(parents.length)
  const long = heads.flatMap(({ packs }) => packs).find((pack) => pack.parents?.includes(idOf('cases', 'M1')))
  expect(long).toMatchObject({ rows: 42, parents: [idOf('cases', 'M1')] })
})

// Catches: a digest that differs and can only be mended by fetching everything.
test('[S13] one table alone can be copied, warm or cold', async () => {
  const { copy } = await desk.snapshot('ana', randomUUID())
  for (const table of ['cases', 'messages', 'disputes'] as const) {
    const { rows, heads } = await copied('ana', small, table)
    const expected = [...copy.keys()].filter((key) => key.startsWith(`${table}/`))
    expect([...rows.keys()].sort()).toEqual(expected.sort())
    expect(heads.at(-1)).toMatchObject({ done: expected.length, total: expected.length })
  }
})

// Catches: versions that are not those of the rows, so that digests never match.
test('[S13] packs carry the version of each row', async () => {
  const held = await desk.held('siti')
  const page = await asReader(desk.pool, { held, clientId: randomUUID() }, (client) =>
    copyPage(new PostgresCopy(client), held, { after: null, table: 'cases' }),
  )
  const { copy } = await desk.snapshot('siti', randomUUID())
  const [pack] = page?.packs ?? []
  for (const { v, row } of unpackRows(JSON.parse(pack?.text ?? '') as RowPack)) {
    expect(v).toBe(copy.get(`cases/${row.id}`)?.v)
  }
})

const ask = (token: string, body: unknown): Promise<Response> =>
  post(on.service.url, '/api/copy', body, { authorization: `Bearer ${token}` })

// Catches: bytes that a window cannot take apart, and a door without a lock.
test('over HTTP a copy is a head and bodies, needs a session, and says by name why it is refused', async () => {
  const token = await on.signIn('ana', randomUUID())
  const clientId = randomUUID()
  const { head, bodies } = await copyPageText(await ask(token, { clientId, after: null }))
  const received: Received = { rows: new Map(), heads: [] }
  read(head, bodies, received)
  expect(received.rows.size).toBe((await desk.snapshot('ana', clientId)).copy.size)

  const refusal = async (asked: Promise<Response>) => HttpRefusal.parse(await (await asked).json()).error
  expect(await refusal(ask('wrong-wrong-wrong-wrong', { clientId, after: null }))).toBe('not-signed-in')
  expect(await refusal(ask(token, { clientId, after: null, table: 'secrets' }))).toBe('unknown-table')
  const cases = `cases.${idOf('cases', 'none')}.${idOf('cases', 'none')}`
  for (const after of ['x', '1|2|3|4', `${head.cursor}|1|1|cases.x.y`, `${head.cursor}|a|1|`, `1.2.3|1|1|${cases}`]) {
    expect(await refusal(ask(token, { clientId, after }))).toBe('bad-place')
  }
  expect(await refusal(ask(token, { clientId, after: `${head.cursor}|1|1|${cases}`, table: 'orders' }))).toBe(
    'bad-place',
  )
  expect(await refusal(ask(token, { clientId, after: 7 }))).toBe('bad-request')
})

// Catches: a copy begun for one audience and ended for another, whose cursor hides what is missing.
test('[S17] a copy is not continued for another audience', async () => {
  const other = await Desk.open(world())
  const held = await other.held('ana')
  const pages = (who: readonly string[], after: string | null) =>
    asReader(other.pool, { held: who, clientId: randomUUID() }, (client) =>
      copyPage(new PostgresCopy(client), who, { after, table: null }, { ...small, pageBytes: 1000 }),
    )
  const first = await pages(held, null)
  await other.write([{ table: 'agents', row: { ...agentOf('ana'), queueIds: [idOf('queues', 'lumpur')] } }])
  expect(await pages(await other.held('ana'), first?.head.next ?? '')).toBeNull()
  expect(await pages(held, first?.head.next ?? '')).not.toBeNull()
  await other.close()
})
