import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowHash } from '#shared/sync/digest.ts'
import { DigestReply, type TableDigest } from '#shared/sync/protocol.ts'
import { warmTables } from '#shared/tables.ts'
import { select } from '#service/database/pool.ts'
import { digestAt } from '#service/sync/digests.ts'
import { PostgresDigests } from '#service/sync/postgres-digests.ts'
import { asReader } from '#service/sync/postgres-feed.ts'
import { rowDigests } from '#service/sync/rows.ts'
import { type Copy, Desk } from '../desk.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { idOf, note, sent } from '../world.ts'

let on: TestService
let desk: Desk
beforeAll(async () => {
  on = await startTestService()
  desk = on.desk
})
afterAll(() => on.close())

/** The digests of a window's copy, as the window works them out. */
const ofCopy = (copy: Copy): TableDigest[] =>
  warmTables.map((t) => {
    const rows = [...copy].filter(([key]) => key.startsWith(`${t}/`))
    return { t, count: rows.length, hash: rows.reduce((sum, [, { v, row }]) => (sum ^ rowHash(row.id, v)) >>> 0, 0) }
  })

const digest = async (agent: string, cursor: string): Promise<DigestReply> => {
  const held = await desk.held(agent)
  return asReader(desk.pool, { held, clientId: randomUUID() }, (client) =>
    digestAt(new PostgresDigests(client), held, cursor),
  )
}

// Catches: a difference between the two ways to work out a hash, which would have every window fetch everything again and again.
test('[S13] SQL and TypeScript hash the same, whatever the id and the version', async () => {
  const other = await Desk.open([])
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { minLength: 20, maxLength: 20 }),
      async (ids, versions) => {
        await other.pool.query(`delete from rows`)
        await other.pool.query(
          `insert into rows (tbl, id, version, audience, row)
           select 'cases', id, version, '{all}', '{}' from unnest($1::uuid[], $2::bigint[]) as given (id, version)`,
          [ids, versions.slice(0, ids.length)],
        )
        const hash = ids.reduce((sum, id, i) => (sum ^ rowHash(id, versions[i] ?? 0)) >>> 0, 0)
        expect(await rowDigests(other.pool, ['cases'])).toEqual([{ t: 'cases', count: ids.length, hash }])
      },
    ),
    { numRuns: 60 },
  )
  await other.close()
})

// Catches: a digest over rows the agent does not see, or a window that is told it differs while it does not.
test.each(['ana', 'farid', 'ben', 'siti'])('[S13] what %s may see has the digests of a fresh copy', async (agent) => {
  const { copy, cursor } = await desk.snapshot(agent, randomUUID())
  expect(await digest(agent, cursor)).toEqual({ cursor, tables: ofCopy(copy) })
})

// Catches: a lost or altered row that nobody notices.
test('[S13] a row that is missing, one too many or of another version changes the digest of its table alone', async () => {
  const { copy, cursor } = await desk.snapshot('ana', randomUUID())
  const reply = await digest('ana', cursor)
  const key = `cases/${idOf('cases', 'M1')}`
  const known = copy.get(key)
  if (known === undefined || 'failed' in reply) throw new Error('The case is not there.')
  const differing = (bent: Copy) =>
    ofCopy(bent).filter((own, i) => JSON.stringify(own) !== JSON.stringify(reply.tables[i]))
  expect(differing(copy)).toEqual([])
  const older = new Map(copy).set(key, { ...known, v: known.v - 1 })
  const less = new Map(copy)
  less.delete(key)
  for (const bent of [older, less]) expect(differing(bent).map(({ t }) => t)).toEqual(['cases'])
})

// Catches: a comparison with a window that is merely behind, and one that never takes place because others are busy.
test('[S13] a window that is behind is told so; numbers it cannot see do not count', async () => {
  const { cursor } = await desk.snapshot('ana', randomUUID())
  await desk.send('farid', randomUUID(), note(1, 'L1'))
  expect(await digest('ana', cursor)).toHaveProperty('tables')
  await desk.send('ana', randomUUID(), note(1, 'M1'))
  expect(await digest('ana', cursor)).toEqual({ failed: 'moved' })
  const { cursor: siti } = await desk.snapshot('siti', randomUUID())
  expect(await digest('ana', siti)).toEqual({ failed: 'moved' })
  expect(await digest('ana', 'nonsense')).toEqual({ failed: 'moved' })
})

// Catches: windows that all compare at once, and a request that names another window.
test('[S13] over the socket a window may compare one at a time', async () => {
  const ana = await TestWindow.open(on, 'ana')
  const ask = async (clientId = ana.clientId) =>
    DigestReply.parse(await ana.ask('digest', { clientId, cursor: ana.cursor }))
  expect(await ask()).toEqual({ cursor: ana.cursor, tables: ofCopy(ana.copy) })
  expect(await ask(randomUUID())).toEqual({ failed: 'bad-frame' })
  // Whoever holds the table up keeps the first comparison from ending.
  const holding = await desk.pool.connect()
  await holding.query('begin; lock table rows in access exclusive mode')
  const first = ask()
  await expect
    .poll(async () =>
      select(
        desk.pool,
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      ),
    )
    .toHaveLength(1)
  const second = await ask()
  expect(second).toMatchObject({ failed: 'busy' })
  await holding.query('rollback')
  holding.release()
  expect(await first).toHaveProperty('tables')
  await ana.push(sent(1, 'case.set-priority', { caseId: idOf('cases', 'M1'), priority: 'high' }))
  expect(await ask()).toEqual({ failed: 'moved' })
  ana.close()
})
