import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openBatchPool, select } from '#service/database/pool.ts'
import { PostgresEffects } from '#service/effects/postgres-effects.ts'
import { AheadLedger } from '#service/sync/ahead-ledger.ts'
import { Batcher } from '#service/sync/batcher.ts'
import { PostgresAhead } from '#service/sync/postgres-ahead.ts'
import { Desk } from '../desk.ts'
import { idOf, reply, sent } from '../world.ts'

const undoMs = 10_000
const begin = Date.parse('2026-11-22T08:00:00.000Z')

/** The service's own batcher on a database of its own, by a clock that stands still until it is moved. */
async function openService() {
  const desk = await Desk.open()
  const pool = openBatchPool(desk.url, () => undefined)
  // What the next look at the clock says, before it goes on to `at`.
  const clock = { at: begin, once: [] as number[] }
  const failures: unknown[] = []
  const batcher = new Batcher({
    ledger: new AheadLedger(new PostgresAhead(pool)),
    now: () => new Date(clock.once.shift() ?? clock.at).toISOString(),
    committed: () => undefined,
    ruleThrew: (_name, error) => failures.push(error),
    storeFailed: (error) => failures.push(error),
    measured: () => undefined,
    undoMs,
  })
  const send = async (...mutations: ReturnType<typeof sent>[]) => {
    const push = await desk.push('ana', null, mutations)
    const { results } = await batcher.submit(mutations.length, () => push)
    return results.map(({ outcome }) => outcome)
  }
  const close = async (): Promise<void> => {
    await batcher.close()
    await pool.end()
    await desk.close()
  }
  return { desk, clock, send, failures, effects: new PostgresEffects(desk.pool), close }
}

const messageId = randomUUID()
const takeBack = (mid: number, id: string) =>
  sent(mid, 'case.take-back', { caseId: idOf('cases', 'M1'), messageId: id })
const waiting = (desk: Desk) => select(desk.pool, 'select about, next_at from effects')

// Catches a reply that leaves at once although it can still be taken back, or one that leaves although it was.
test('[S24] a reply is due when its time is over, and taken back it is due no more', async () => {
  const { desk, clock, send, effects, failures, close } = await openService()
  expect(await send(reply(1, 'M1', null, messageId))).toEqual([{ applied: true }])
  expect(await waiting(desk)).toEqual([{ about: messageId, next_at: new Date(begin + undoMs) }])
  expect(await effects.take(new Date(begin + undoMs - 1), new Date(begin + 60_000), 8, ['deliver-reply'])).toEqual([])
  clock.at = begin + undoMs - 1
  expect(await send(takeBack(2, messageId))).toEqual([{ applied: true }])
  expect(await waiting(desk)).toEqual([])
  const [{ row } = { row: null }] = await select<{ row: unknown }>(desk.pool, 'select row from rows where id = $1', [
    messageId,
  ])
  expect(row).toMatchObject({ kind: 'event', text: '', event: { name: 'reply-taken-back' } })
  expect(await desk.row('cases', 'M1')).toMatchObject({ lastReplyId: null, assigneeId: null })
  expect(failures).toEqual([])
  await close()
})

// Catches an undone macro whose reply goes out all the same.
test('[S24] undoing a macro takes the delivery of its reply away with the rest', async () => {
  const { desk, send, effects, failures, close } = await openService()
  const macroId = idOf('macros', 'late')
  await desk.write([
    {
      table: 'macros',
      row: {
        id: macroId,
        title: 'Late',
        template: 'Sorry',
        html: null,
        kind: 'reply',
        actions: [{ do: 'add-tags', tags: ['late'] }],
        scope: { of: 'workspace' },
        locale: null,
        active: true,
        usageCount: 0,
        source: null,
      },
    },
  ])
  const caseId = idOf('cases', 'M1')
  const id = randomUUID()
  const applied = sent(1, 'macro.apply', { caseId, macroId, messageId: id, text: 'Sorry', afterReplyId: null })
  expect(await send(applied)).toEqual([{ applied: true }])
  expect((await waiting(desk)).length).toBe(1)
  const undo = sent(2, 'macro.undo', { caseId, was: { tags: [] }, set: { tags: ['late'] }, messageId: id })
  expect(await send(undo)).toEqual([{ applied: true }])
  expect(await waiting(desk)).toEqual([])
  expect(await desk.row('cases', 'M1')).toMatchObject({ lastReplyId: null, tags: [] })
  expect(await effects.take(new Date(begin + 60_000), new Date(begin + 90_000), 8, ['deliver-reply'])).toEqual([])
  expect(failures).toEqual([])
  await close()
})

// Catches the reply that the party gets and the agent believes to have back: taken by the channel between decision and commit.
test('[S24] a reply whose delivery has begun is not taken back, whatever the clock said when that was decided', async () => {
  const { desk, clock, send, effects, close } = await openService()
  await send(reply(1, 'M1', null, messageId))
  // The channel's clock is the later one.
  expect(await effects.take(new Date(begin + undoMs), new Date(begin + 60_000), 8, ['deliver-reply'])).toHaveLength(1)
  clock.at = begin + undoMs
  clock.once = [begin + undoMs - 1]
  expect(await send(takeBack(2, messageId))).toEqual([{ refused: 'already-sent' }])
  expect(clock.once).toEqual([])
  const kept = await select(desk.pool, `select row ->> 'kind' as kind from rows where id = $1`, [messageId])
  expect(kept).toEqual([{ kind: 'reply' }])
  expect(await waiting(desk)).toHaveLength(1)
  await close()
})

// Catches a reply that goes down with the case it was written on, when that is merged into another one within its ten seconds.
test('[S24] a reply on a case that is merged goes out once, at its time, and is not taken back any more', async () => {
  const { desk, clock, send, effects, close } = await openService()
  const merge = { caseId: idOf('cases', 'M1'), intoId: idOf('cases', 'M2'), areOfOtherParties: true }
  const events = { eventId: randomUUID(), intoEventId: randomUUID() }
  await send(reply(1, 'M1', null, messageId))
  clock.at = begin + 1000
  expect(await send(sent(2, 'case.merge', { ...merge, ...events }))).toEqual([{ applied: true }])
  expect(await send(takeBack(3, messageId))).toEqual([{ refused: 'already-sent' }])
  expect(await effects.take(new Date(begin + undoMs - 1), new Date(begin + 60_000), 8, ['deliver-reply'])).toEqual([])
  const due = await effects.take(new Date(begin + undoMs), new Date(begin + 60_000), 8, ['deliver-reply'])
  expect(due.map(({ payload }) => payload)).toMatchObject([{ messageId, caseId: idOf('cases', 'M1') }])
  expect(await desk.row('cases', 'M2')).toMatchObject({ lastReplyId: messageId })
  await close()
})

// Catches a delivery of a reply that was never there, and one that is lost because another was taken back.
test('[S24] written and taken back in one batch nothing is left, and others go out', async () => {
  const { desk, send, close } = await openService()
  const other = randomUUID()
  const outcomes = await send(
    reply(1, 'M1', null, messageId),
    takeBack(2, messageId),
    reply(3, 'M1', null, other),
    reply(4, 'M2', null),
  )
  expect(outcomes).toEqual(outcomes.map(() => ({ applied: true })))
  const about = (await waiting(desk)).map((row) => (row as { about: string }).about)
  expect(about).toContain(other)
  expect(about).toHaveLength(2)
  await close()
})
