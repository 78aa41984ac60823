import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyRow } from '#shared/tables.ts'
import { readCursor, writeCursor } from '#service/sync/change-feed.ts'
import { PostgresFeed, asReader, readChanges } from '#service/sync/postgres-feed.ts'
import { type Copy, Desk, applyChanges } from '../desk.ts'
import { idOf, note, partyRow, sent, wholeCase } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const move = (caseName: string, queueName: string) =>
  sent(1, 'case.move', { caseId: idOf('cases', caseName), queueId: idOf('queues', queueName) })

const page = async (agent: string, cursor: string) => {
  const found = await desk.pull(agent, randomUUID(), cursor)
  if ('reset' in found) throw new Error(`The feed began anew: ${found.reset}`)
  return found
}

/** A cursor for an agent at a number of the feed. */
const cursorAt = async (agent: string, number: number): Promise<string> => {
  const now = readCursor((await desk.snapshot(agent, randomUUID())).cursor)
  if (now === null) throw new Error('The service wrote a cursor that it cannot read.')
  return writeCursor({ ...now, number })
}

/** Follows the feed from `from` to the head in stretches of `limit` entries, as pullPage does in stretches of its own. */
async function follow(agent: string, from: number, limit: number, copy: Copy): Promise<number> {
  const held = await desk.held(agent)
  return asReader(desk.pool, { held, clientId: randomUUID() }, async (client) => {
    const feed = new PostgresFeed(client)
    const { head } = await feed.epochAndHead()
    let at = from
    let pages = 0
    while (at < head) {
      const to = await feed.reach(held, at, head, limit)
      const entries = await feed.entries(held, at, to)
      const entered = entries.filter(({ isEntered, row }) => isEntered && row !== null)
      applyChanges(copy, [
        ...entries.map(({ table, id, row, version, number }) =>
          row === null
            ? ({ t: table, id, v: number, gone: true } as const)
            : { t: table, id, v: version, row: JSON.parse(row) as AnyRow },
        ),
        ...readChanges(await feed.children(held, entered)),
      ])
      at = to
      pages += 1
    }
    return pages
  })
}

// Catches: a page that passes by an entry, that stops in the middle of it, or that shows what a snapshot would not.
test('[S6] the feed from 0, in pages of any size, comes to what a snapshot shows that agent', async () => {
  await desk.send('siti', randomUUID(), move('M2', 'lumpur'))
  await desk.send('siti', randomUUID(), move('M2', 'manila'))
  await desk.send('ana', randomUUID(), note(1, 'M1'), note(2, 'M2'))
  await desk.run([
    {
      actor: { kind: 'system', name: 'import' },
      held: ['*'],
      clientId: null,
      mutations: [sent(1, 'rows.write', { rows: wholeCase('L2', 'lumpur') })],
    },
  ])
  const agents = ['ana', 'farid', 'ben', 'siti']
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...agents), fc.integer({ min: 1, max: 60 }), async (agent, limit) => {
      const { copy } = await desk.snapshot(agent, randomUUID())
      const followed: Copy = new Map()
      await follow(agent, 0, limit, followed)
      expect(Object.fromEntries(followed)).toEqual(Object.fromEntries(copy))
    }),
    { numRuns: 25 },
  )
})

// Catches: a window that joins patches to a cursor they do not follow.
test('[S6] a page says where it begins, and the next one begins where it ended', async () => {
  const { cursor } = await desk.snapshot('ana', randomUUID())
  await desk.send('ana', randomUUID(), note(1, 'M1'))
  const next = await page('ana', cursor)
  expect(next).toMatchObject({ base: cursor, isLast: true })
  expect(next.changes.map(({ t }) => t).sort()).toEqual(['cases', 'messages'])
  expect(await page('ana', next.to)).toMatchObject({ base: next.to, to: next.to, isLast: true, changes: [] })
})

// Catches: a cursor of another history, another audience or another service being believed.
test('[S6][S14] a cursor that does not fit is answered with the reason to begin anew', async () => {
  const { cursor } = await desk.snapshot('ana', randomUUID())
  const parts = readCursor(cursor)
  if (parts === null) throw new Error('The service wrote a cursor that it cannot read.')
  const reset = async (text: string) => desk.pull('ana', randomUUID(), text)
  expect(await reset(writeCursor({ ...parts, epoch: 'other' }))).toMatchObject({ reset: 'new-epoch' })
  expect(await reset(writeCursor({ ...parts, audience: 'other' }))).toMatchObject({ reset: 'audience-changed' })
  expect(await reset(writeCursor({ ...parts, number: parts.number + 1 }))).toMatchObject({ reset: 'bad-cursor' })
  for (const text of ['nonsense', '1', '..', `${cursor}.x`, cursor.replace(/\d+/, '99999999999999999999')]) {
    expect(await reset(text)).toHaveProperty('reset')
  }
  await desk.pool.query('update workspace set oldest = head')
  expect(await reset(writeCursor({ ...parts, number: parts.number - 1 }))).toMatchObject({ reset: 'cursor-too-old' })
  await desk.pool.query('update workspace set oldest = 0')
})

// Catches: a case that stays on screen after it went to another site, or one that arrives there without its thread.
test('[S17] a case that moves is gone for the one and arrives for the other with its thread and its party', async () => {
  const ana = await desk.snapshot('ana', randomUUID())
  const farid = await desk.snapshot('farid', randomUUID())
  const { results } = await desk.send('ana', randomUUID(), move('M1', 'lumpur'))
  expect(results[0]?.outcome).toEqual({ applied: true })
  const left = await page('ana', ana.cursor)
  expect(left.changes.map(({ t, id }) => `${t}/${id}`).sort()).toEqual(
    [`cases/${idOf('cases', 'M1')}`, `parties/${idOf('parties', 'M1')}`].sort(),
  )
  expect(left.changes.every((change) => 'gone' in change)).toBe(true)
  const came = await page('farid', farid.cursor)
  const ids = came.changes.map(({ id }) => id)
  expect(came.changes.every((change) => 'row' in change)).toBe(true)
  for (const id of [idOf('cases', 'M1'), idOf('parties', 'M1'), idOf('messages', 'M1-1'), idOf('messages', 'M1-2')]) {
    expect(ids).toContain(id)
  }
  const now = await desk.snapshot('farid', randomUUID())
  applyChanges(farid.copy, came.changes)
  expect([...farid.copy.keys()].sort()).toEqual([...now.copy.keys()].sort())
})

// Catches: a party that stays hidden, or stays visible, when only one of several cases that name it moves.
test('[S17] a party of two cases is seen as long as one of them is', async () => {
  const shared = idOf('parties', 'shared')
  await desk.write([
    { table: 'parties', row: { ...partyRow('shared'), id: shared } },
    ...['S1', 'S2'].flatMap((name) =>
      wholeCase(name, 'manila').map(({ table, row }) =>
        table === 'cases' ? { table, row: { ...row, partyId: shared, partyIds: [shared] } } : { table, row },
      ),
    ),
  ])
  const sees = async (agent: string) => (await desk.snapshot(agent, randomUUID())).copy.has(`parties/${shared}`)
  expect([await sees('ana'), await sees('farid')]).toEqual([true, false])
  await desk.send('ana', randomUUID(), move('S1', 'lumpur'))
  expect([await sees('ana'), await sees('farid')]).toEqual([true, true])
  await desk.send('ana', randomUUID(), move('S2', 'lumpur'))
  expect([await sees('ana'), await sees('farid')]).toEqual([false, true])
})

// Catches: what a window is owed being lost between two pages, or told to another window.
test('[S8] results come with the feed, to the window they belong to and to no other', async () => {
  const mine = randomUUID()
  const from = await desk.head()
  const cursor = await cursorAt('ana', from)
  const mutation = note(1, 'M2')
  await desk.send('ana', mine, mutation)
  expect(await desk.pull('ana', mine, cursor)).toMatchObject({
    results: [{ opId: mutation.opId, outcome: { applied: true } }],
  })
  expect(await desk.pull('ana', randomUUID(), cursor)).toMatchObject({ results: [] })
})

// Catches: an import that, run again, sends every row to every window anew.
test('writing rows that are already so writes nothing and tells nobody', async () => {
  const rows = wholeCase('same', 'manila')
  await desk.write(rows)
  const done = await desk.write(rows)
  expect(done.writes.rows).toEqual([])
})
