import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { altered } from '#tests/sync/sabotage.ts'
import { Desk } from '../desk.ts'
import { agentOf, idOf, note, reply, sent } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const messagesOf = async (caseName: string): Promise<string[]> => {
  const rows = await select<{ id: string }>(desk.pool, `select id from rows where tbl = 'messages' and parent = $1`, [
    idOf('cases', caseName),
  ])
  return rows.map(({ id }) => id)
}

// Catches: a replay that runs twice, or that is answered by judging anew instead of by what was stored.
test('[S2] a mutation that is sent again gets its stored result and changes nothing', async () => {
  const client = randomUUID()
  const first = reply(1, 'M1', null)
  const refused = reply(2, 'M1', null)
  const before = await desk.send('ana', client, first, refused)
  const head = await desk.head()
  const again = await desk.send('ana', client, first, refused)
  expect(before.results.map(({ outcome }) => outcome)).toEqual([{ applied: true }, { refused: 'thread-moved' }])
  expect(again.reply).toEqual({ ok: true, last: 2 })
  expect(await desk.head()).toBe(head)
  const renamed = { ...refused, mid: 1 }
  const elsewhere = await desk.send('ana', randomUUID(), renamed)
  expect(elsewhere.results[0]).toEqual(before.results[1])
})

// Catches: a hole that is skipped, or a second window that goes on under a number which the first one used.
test('[S3] a gap is answered with the number expected, and another mutation under an old number with forked', async () => {
  const client = randomUUID()
  await desk.send('ana', client, note(1, 'M1'))
  expect((await desk.send('ana', client, note(3, 'M1'))).reply).toEqual({ ok: false, reason: 'gap', expected: 2 })
  expect((await desk.send('ana', client, note(1, 'M1'))).reply).toEqual({ ok: false, reason: 'forked' })
  const mixed = await desk.send('ana', client, note(2, 'M1'), note(4, 'M1'))
  expect(mixed.reply).toEqual({ ok: false, reason: 'gap', expected: 3 })
  expect(mixed.results).toHaveLength(1)
  expect((await desk.send('farid', client, note(3, 'L1'))).reply).toEqual({ ok: false, reason: 'forked' })
})

// Catches: an impatient window that is called forked because both copies of its push stand in one batch.
test('[S3] the same push twice in one batch runs once', async () => {
  const push = await desk.push('ana', randomUUID(), [note(1, 'M2'), note(2, 'M2')])
  const before = (await messagesOf('M2')).length
  const done = await desk.run([push, push])
  expect(done.replies).toEqual([
    { ok: true, last: 2 },
    { ok: true, last: 2 },
  ])
  expect((await messagesOf('M2')).length).toBe(before + 2)
})

// Catches: work that is lost, or done twice, when a window had to begin a new clientId.
test('[S4] a pending mutation that is sent under a new clientId runs once and is confirmed to the new one', async () => {
  const pending = note(7, 'M1')
  const lost = randomUUID()
  for (let mid = 1; mid < 7; mid++) await desk.send('ana', lost, note(mid, 'M1'))
  await desk.send('ana', lost, pending)
  const before = await messagesOf('M1')
  const fresh = randomUUID()
  const { cursor } = await desk.snapshot('ana', fresh)
  await desk.send('ana', fresh, { ...pending, mid: 1 })
  expect(await messagesOf('M1')).toEqual(before)
  const page = await desk.pull('ana', fresh, cursor)
  expect(page).toMatchObject({ isLast: true, results: [{ opId: pending.opId, outcome: { applied: true } }] })
})

// Catches: someone who learns what became of a colleague's mutation, or who claims it.
test('[S2] an opId that is another agent’s is refused', async () => {
  const theirs = note(1, 'M1')
  await desk.send('ana', randomUUID(), theirs)
  const { results } = await desk.send('farid', randomUUID(), theirs)
  expect(results[0]?.outcome).toEqual({ refused: 'id-taken' })
})

// Catches: a refusal that stops the window behind it, or whose reason is forgotten.
test('[S15] a refused mutation counts, its reason is kept, and what depends on it is refused with it', async () => {
  const client = randomUUID()
  const refused = sent(1, 'case.assign', { caseId: idOf('cases', 'M1'), assigneeId: randomUUID() })
  const dependent = note(2, 'M1', { dependsOn: [refused.opId] })
  const free = note(3, 'M1')
  const { reply: answer, results } = await desk.send('ana', client, refused, dependent, free)
  expect(answer).toEqual({ ok: true, last: 3 })
  expect(results.map(({ outcome }) => outcome)).toEqual([
    { refused: 'not-an-agent' },
    { refused: 'dependency-refused' },
    { applied: true },
  ])
  const later = note(4, 'M1', { dependsOn: [dependent.opId] })
  expect((await desk.send('ana', client, later)).results[0]?.outcome).toEqual({ refused: 'dependency-refused' })
})

// Catches: a service that believes what a window says about who it is, or lets windows name what only the service may.
test('[S16] the actor is the session’s, and what only the service may name is unknown to windows', async () => {
  const messageId = randomUUID()
  const forged = sent(1, 'case.note', {
    caseId: idOf('cases', 'M1'),
    messageId,
    text: 'I am someone else',
    actor: { kind: 'agent', agent: agentOf('siti') },
  })
  const system = sent(2, 'rows.write', { rows: [{ table: 'agents', row: { ...agentOf('ana'), sees: 'workspace' } }] })
  const unknown = sent(3, '__proto__', {})
  const { results } = await desk.send('ana', randomUUID(), forged, system, unknown)
  expect(results.map(({ outcome }) => outcome)).toMatchObject([
    { refused: 'bad-arguments' },
    { refused: 'unknown-mutation' },
    { refused: 'unknown-mutation' },
  ])
  expect(await messagesOf('M1')).not.toContain(messageId)
  expect(await desk.agent('ana')).toMatchObject({ sees: 'queues' })
})

// Catches: a case id from another site that opens the case to whoever knows it.
test('[S16] another site’s case is not there, and nothing is stored', async () => {
  const before = await messagesOf('L1')
  const { results } = await desk.send('ana', randomUUID(), note(1, 'L1'), reply(2, 'L1', null))
  expect(results.map(({ outcome }) => outcome)).toEqual([
    { refused: 'not-found', about: 'cases' },
    { refused: 'not-found', about: 'cases' },
  ])
  expect(await messagesOf('L1')).toEqual(before)
})

// Catches: an id that exists out of sight being written over by someone who guesses it.
test('[S18] an id that is taken, seen or not, is refused and the row stays as it was', async () => {
  const taken = idOf('messages', 'L1-1')
  const { results } = await desk.send(
    'ana',
    randomUUID(),
    sent(1, 'case.note', { caseId: idOf('cases', 'M1'), messageId: taken, text: 'Mine' }),
    note(2, 'M1'),
  )
  expect(results.map(({ outcome }) => outcome)).toEqual([{ refused: 'id-taken' }, { applied: true }])
  expect(await desk.row('messages', 'L1-1')).toMatchObject({ caseId: idOf('cases', 'L1'), text: 'Hello' })
})

// Catches: a reply that was written before the party's last word going out after it.
test('[S18] a reply to a thread that moved on is refused, and one that knows the last reply is sent', async () => {
  const theirs = randomUUID()
  await desk.send('siti', randomUUID(), reply(1, 'M2', null, theirs))
  const { results } = await desk.send('ana', randomUUID(), reply(1, 'M2', null), reply(2, 'M2', theirs))
  expect(results.map(({ outcome }) => outcome)).toEqual([{ refused: 'thread-moved' }, { applied: true }])
})

// Catches: feed numbers that are given before the commit, so that a reader passes by one that commits late.
test('[S5] with many writers at once the numbers are without holes and in commit order', async () => {
  const writers = await Promise.all(
    Array.from({ length: 12 }, (_, writer) => desk.push(writer % 2 ? 'ana' : 'siti', randomUUID(), [note(1, 'M1')])),
  )
  const from = await desk.head()
  const done = await Promise.all(writers.map((push) => desk.run([push])))
  const stretches = done.map(({ from: start, writes }) => [start, writes.head] as const).sort(([a], [b]) => a - b)
  expect(stretches.map(([start]) => start)).toEqual([from, ...stretches.slice(0, -1).map(([, end]) => end)])
  expect(await desk.head()).toBe(stretches.at(-1)?.[1])
})

// Catches: a batch of which half is kept.
test('[S5] a batch whose commit fails leaves nothing', async () => {
  const head = await desk.head()
  const failing = { inBatch: new PostgresLedger(desk.pool).inBatch.bind(new PostgresLedger(desk.pool)) }
  const push = await desk.push('ana', randomUUID(), [note(1, 'M1')])
  const broken = runMutations(
    {
      atOnce: 1,
      inBatch: (work) =>
        failing.inBatch(async (transaction) => {
          await work(transaction)
          throw new Error('the power went')
        }),
    },
    [push],
    () => new Date().toISOString(),
  )
  await expect(broken).rejects.toThrow('the power went')
  expect(await desk.head()).toBe(head)
  expect((await desk.run([push])).results[0]?.[0]?.outcome).toEqual({ applied: true })
})

// Catches: a commit that follows its statement unseen being taken for a success, or keeping the half that went well.
test('[S5] a batch that the database refuses to write fails by the database’s own word and leaves nothing', async () => {
  const head = await desk.head()
  const push = await desk.push('ana', randomUUID(), [note(1, 'M1')])
  const twice = altered((transaction) => ({
    write: (writes) => transaction.write({ ...writes, mutations: [...writes.mutations, ...writes.mutations] }),
  }))(new PostgresLedger(desk.pool))
  await expect(runMutations(twice, [push], () => new Date().toISOString())).rejects.toThrow('duplicate key')
  expect(await desk.head()).toBe(head)
  expect((await desk.run([push])).results[0]?.[0]?.outcome).toEqual({ applied: true })
})

// Catches: text that PostgreSQL cannot read wedging the window that wrote it, or every search that meets it.
test('characters that databases stumble over are kept as they were written, and replaced where they cannot be read again', async () => {
  const messageId = randomUUID()
  const text = 'zero \0 half \ud800 quote \' " \\ { } 😀'
  const named = sent(2, 'no such\0mutation', { '\0': '\0' })
  const { results } = await desk.send(
    'ana',
    randomUUID(),
    sent(1, 'case.note', { caseId: idOf('cases', 'M1'), messageId, text }),
    named,
  )
  expect(results.map(({ outcome }) => outcome)).toEqual([{ applied: true }, { refused: 'unknown-mutation' }])
  const { copy } = await desk.snapshot('ana', randomUUID())
  const kept = 'zero \uFFFD half \uFFFD quote \' " \\ { } 😀'
  expect(copy.get(`messages/${messageId}`)?.row['text']).toBe(kept)
  const { rows } = await desk.pool.query(`select row ->> 'text' as text from rows where id = $1`, [messageId])
  expect(rows).toEqual([{ text: kept }])
})

// Catches: an audit trail that can be rewritten.
test('the log of mutations refuses to be changed, shortened or emptied', async () => {
  for (const sql of ['update mutations set name = name', 'delete from mutations', 'truncate mutations']) {
    await expect(desk.pool.query(sql)).rejects.toThrow('only ever added to')
  }
})
