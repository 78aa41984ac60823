import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { Directory } from '#service/sync/directory.ts'
import { Horizon } from '#service/sync/horizon.ts'
import { Desk } from '../desk.ts'
import { agentOf, idOf, note } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const hour = 60 * 60 * 1000
const count = async (table: string): Promise<number> =>
  (await select<{ count: number }>(desk.pool, `select count(*) as count from ${table}`))[0]?.count ?? -1

// Catches: a feed that grows for ever, and one that forgets what a window may still ask for.
test('[S14] what is older than the longest offline lease and a week is let go of, in batches, and not a moment sooner', async () => {
  let now = Date.parse('2026-11-01T00:00:00Z')
  const horizon = new Horizon({ pool: desk.pool, now: () => now, longestLeaseMs: () => 12 * hour })
  const client = randomUUID()
  const { cursor: first } = await desk.snapshot('ana', client)
  expect(await horizon.step()).toEqual({ oldest: 0, removed: 0 })
  const marked = await desk.head()
  now += 2 * hour
  await desk.send('ana', client, note(1, 'M1'), note(2, 'M2'))
  const { cursor: second } = await desk.snapshot('ana', client)
  await horizon.step()
  await desk.send('ana', client, note(3, 'M1'))
  const entries = await count('feed')

  now += 7 * 24 * hour + 10 * hour - 1
  expect(await horizon.step()).toMatchObject({ oldest: 0, removed: 0 })
  now += 1
  expect(await horizon.step(3)).toMatchObject({ oldest: marked })
  expect(await count('feed')).toBeLessThan(entries)
  expect(await select(desk.pool, 'select 1 from feed where number <= $1', [marked])).toEqual([])
  // The window that stands right at the line is let in, and misses nothing.
  expect(await desk.pull('ana', client, first)).toMatchObject({ isLast: true, results: [{}, {}, {}] })

  now += 2 * hour
  await horizon.step()
  expect(await desk.pull('ana', client, first)).toMatchObject({ reset: 'cursor-too-old' })
  expect(await desk.pull('ana', client, second)).toMatchObject({ isLast: true, results: [{}] })
  expect(await count('client_results')).toBe(1)
  // The log of mutations, and with it their outcomes, stays.
  expect(await count('mutations')).toBe(4)
})

// Catches: a line that moves back, or that moves to where nobody knows how old it is.
test('[S14] the line never moves back, whatever the clock does', async () => {
  const [before] = await select<{ oldest: number }>(desk.pool, 'select oldest from workspace')
  const early = new Horizon({ pool: desk.pool, now: () => 0, longestLeaseMs: () => 12 * hour })
  expect(await early.step()).toEqual({ oldest: before?.oldest, removed: 0 })
})

// Catches: a site whose devices may work offline longer than the feed reaches back.
test('[S14] the longest lease is that of the site that allows most; an agent’s is that of their own site', async () => {
  const directory = new Directory()
  await directory.load(desk.pool)
  expect([directory.leaseMs(agentOf('ana').id), directory.longestLeaseMs()]).toEqual([12 * hour, 12 * hour])
  const site = { id: idOf('sites', 'manila'), name: 'Manila', inHouse: false, offlineLeaseHours: 48 }
  const done = await desk.write([{ table: 'sites', row: site }])
  directory.follow(done.writes.rows)
  expect(directory.leaseMs(agentOf('ana').id)).toBe(48 * hour)
  expect(directory.leaseMs(agentOf('farid').id)).toBe(12 * hour)
  expect(directory.leaseMs(agentOf('siti').id)).toBe(12 * hour)
  expect(directory.longestLeaseMs()).toBe(48 * hour)
})
