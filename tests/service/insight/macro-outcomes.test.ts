import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MacroUses } from '#service/insight/macro-uses.ts'
import { macroOutcomes } from '#service/insight/macro-outcomes.ts'
import { select } from '#service/database/pool.ts'
import { type MacroOutcome, MacroOutcomesReply } from '#shared/sync/macro-outcomes-protocol.ts'
import type { Message } from '#shared/domain/message.ts'
import { Desk } from '../desk.ts'
import { post, startTestService } from '../test-service.ts'
import { type TestRow, caseRow, idOf, messageRow } from '../world.ts'

const now = '2026-11-22T07:00:00.000Z'
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString()

const macro = (name: string, actions: object[] = []): TestRow => ({
  table: 'macros',
  row: {
    id: idOf('macros', name),
    title: name,
    template: 'Hi',
    html: null,
    kind: 'reply',
    actions,
    scope: { of: 'workspace' },
    locale: null,
    active: true,
    usageCount: 0,
    source: null,
  },
})
const message = (name: string, of: string, days: number, set: Partial<Message>): TestRow => ({
  table: 'messages',
  row: { ...messageRow(name, of), kind: 'reply', at: daysAgo(days), ...set },
})
const desk = { kind: 'agent' as const, id: null, name: 'Ana' }
const used = (name: string, of: string, days: number, macroId: string, more: Partial<Message> = {}): TestRow =>
  message(name, of, days, { author: desk, macroId: idOf('macros', macroId), ...more })
const answered = (name: string, of: string, days: number): TestRow => message(name, of, days, {})

let on: Desk
beforeAll(async () => {
  on = await Desk.open()
})
afterAll(() => on.close())

const outcomes = async (agentName: string): Promise<Map<string, MacroOutcome>> => {
  const asked = { held: await on.held(agentName), clientId: randomUUID(), now }
  return new Map((await macroOutcomes(on.pool, asked)).map((one) => [one.macroId, one]))
}

// Catches a share of something else than its sentence says, uses counted twice, and what was written while the first reading went on.
test('what came of a macro is counted once, by its sentence, from messages old and new', async () => {
  const uses = new MacroUses(on.pool, () => Date.parse(now))
  const cases = ['O1', 'O2', 'O3'].map((name) => ({
    table: 'cases' as const,
    row: caseRow(name, { satisfaction: name === 'O1' ? 'good' : name === 'O2' ? 'bad' : null }),
  }))
  await on.write([
    macro('solving', [{ do: 'set-status', status: 'solved' }]),
    macro('asking'),
    ...cases,
    used('u1', 'O1', 20, 'solving'),
    answered('a1', 'O1', 15),
    used('u2', 'O2', 20, 'solving'),
    answered('a2', 'O2', 19),
    used('u3', 'O3', 1, 'solving'),
    used('u4', 'O3', 10, 'asking'),
    used('u5', 'O3', 200, 'asking'),
  ])
  await uses.catchUp()
  // Told by the feed from here on, among it what is there already.
  await on.write([
    used('u2', 'O2', 20, 'solving'),
    answered('a3', 'O3', 9),
    used('u6', 'O1', 8, 'solving', { macroIds: [idOf('macros', 'solving'), idOf('macros', 'asking')] }),
  ])
  await uses.catchUp()
  await uses.catchUp()
  const found = await outcomes('siti')
  expect(found.get(idOf('macros', 'solving'))).toEqual({
    macroId: idOf('macros', 'solving'),
    uses: 4,
    bounced: 1,
    bounceOf: 3,
    reopened: 2,
    reopenOf: 3,
    good: 1,
    rated: 2,
  })
  expect(found.get(idOf('macros', 'asking'))).toMatchObject({ uses: 2, bounced: 1, reopened: 0, reopenOf: 0 })
})

// Catches macros without a text that are never counted, and replies that were taken back and are.
test('a use that wrote nothing counts, and one that was taken back does not', async () => {
  const uses = new MacroUses(on.pool, () => Date.parse(now))
  const event = { kind: 'event' as const, text: '' }
  await on.write([
    macro('textless', [{ do: 'set-status', status: 'solved' }]),
    { table: 'cases', row: caseRow('T1', {}) },
    used('t1', 'T1', 20, 'textless', { ...event, event: { name: 'macro-applied', detail: { macro: 'textless' } } }),
    answered('t2', 'T1', 19),
    used('t3', 'T1', 2, 'textless'),
  ])
  await uses.catchUp()
  expect((await outcomes('siti')).get(idOf('macros', 'textless'))?.uses).toBe(2)
  await on.write([message('t3', 'T1', 2, { ...event, author: desk, event: { name: 'reply-taken-back', detail: {} } })])
  await uses.catchUp()
  expect((await outcomes('siti')).get(idOf('macros', 'textless'))).toMatchObject({
    uses: 1,
    bounceOf: 0,
    reopened: 1,
    reopenOf: 1,
  })
})

// Catches numbers over cases that the asker may not see, and macros that they may not know of.
test('[S16] everyone counts over the cases and the macros that they may see', async () => {
  await on.write([
    { table: 'cases', row: caseRow('K1', { queueId: idOf('queues', 'lumpur') }) },
    macro('elsewhere'),
    { table: 'macros', row: { ...macro('secret').row, scope: { of: 'agent', agentId: idOf('agents', 'siti') } } },
    used('k1', 'K1', 5, 'elsewhere'),
    used('k2', 'O1', 5, 'secret'),
  ])
  await new MacroUses(on.pool, () => Date.parse(now)).catchUp()
  const [siti, ana] = [await outcomes('siti'), await outcomes('ana')]
  expect(siti.get(idOf('macros', 'elsewhere'))?.uses).toBe(1)
  expect(ana.get(idOf('macros', 'elsewhere'))).toBeUndefined()
  expect(siti.get(idOf('macros', 'secret'))?.uses).toBe(1)
  expect(ana.get(idOf('macros', 'secret'))).toBeUndefined()
  expect(ana.get(idOf('macros', 'asking'))?.uses).toBeGreaterThan(0)
})

// Catches a service that was off for longer than the feed reaches back, and then misses what happened.
test('where the feed no longer reaches back so far, everything is read anew', async () => {
  await on.write([used('late', 'O2', 4, 'asking')])
  await on.pool.query('update workspace set oldest = head')
  await new MacroUses(on.pool, () => Date.parse(now)).catchUp()
  const [read] = await select<{ head: number }>(on.pool, 'select head from macro_uses_read')
  expect(read?.head).toBe(await on.head())
  expect((await outcomes('siti')).get(idOf('macros', 'asking'))?.uses).toBe(3)
})

test('the numbers are given to whoever is signed in, and to nobody else', async () => {
  const service = await startTestService()
  const ask = (token: string) =>
    post(service.service.url, '/api/macro-outcomes', {}, { authorization: `Bearer ${token}` })
  expect((await ask('wrong-wrong-wrong-wrong')).status).toBe(401)
  const reply = await ask(await service.signIn('ana', randomUUID()))
  expect(MacroOutcomesReply.parse(await reply.json())).toEqual({ macros: [] })
  await service.close()
})
