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
