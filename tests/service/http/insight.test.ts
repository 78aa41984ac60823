import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf } from '#shared/insight/feature.ts'
import { type Insight, readInsight } from '#shared/insight/insight-file.ts'
import { learningView } from '#shared/insight/learning-view.ts'
import { placeOf } from '#shared/insight/model.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { type TestRow, agentOf, caseRow, idOf, messageRow, partyRow } from '../world.ts'

const macro = (name: string, scope: object): TestRow => ({
  table: 'macros',
  row: {
    id: idOf('macros', name),
    title: name,
    template: name,
    html: null,
    kind: 'reply',
    actions: [],
    scope,
    locale: null,
    active: true,
    usageCount: 0,
    source: null,
  },
})
const sop = (name: string, state: 'published' | 'draft'): TestRow => ({
  table: 'sops',
  row: {
    id: idOf('sops', name),
    groupId: idOf('sops', `group of ${name}`),
    title: name,
    locale: 'en',
    sourceLocale: 'en',
    section: '',
    labels: [],
    market: null,
    state,
    internal: true,
    version: 1,
    updatedAt: '2026-11-22T07:00:00.000Z',
    source: null,
  },
})

/** A case of a queue in which a party wrote something, an agent answered with a macro, and an SOP was opened. */
const worked = (name: string, queue: string, said: string, used: { macro: string; sop: string }): TestRow[] => {
  const author = { kind: 'agent' as const, id: agentOf('ben').id, name: 'ben' }
  const answer = { kind: 'reply' as const, author, at: '2026-11-22T08:00:00.000Z', macroId: idOf('macros', used.macro) }
  return [
    { table: 'parties', row: partyRow(name) },
    {
      table: 'cases',
      row: caseRow(name, { queueId: idOf('queues', queue), subject: said, sopIds: [idOf('sops', used.sop)] }),
    },
    { table: 'messages', row: { ...messageRow(`${name}-1`, name, said), kind: 'reply' } },
    { table: 'messages', row: { ...messageRow(`${name}-2`, name, 'Answered'), ...answer } },
  ]
}
const six = (queue: string, said: string, used: { macro: string; sop: string }): TestRow[] =>
  Array.from({ length: 6 }, (_, n) => worked(`${queue} ${used.macro} ${n}`, queue, said, used)).flat()

let on: TestService
beforeAll(async () => {
  on = await startTestService()
  await on.desk.write([
    macro('for all', { of: 'workspace' }),
    macro('also for all', { of: 'workspace' }),
    macro('for lumpur', { of: 'queue', queueId: idOf('queues', 'lumpur') }),
    macro("ben's own", { of: 'agent', agentId: agentOf('ben').id }),
    sop('open', 'published'),
    sop('other', 'published'),
    sop('hidden', 'draft'),
    ...six('manila', 'the courier lost it', { macro: 'for all', sop: 'open' }),
    ...six('manila', 'a blender arrived broken', { macro: 'also for all', sop: 'other' }),
    ...six('manila', 'the blender hums', { macro: "ben's own", sop: 'hidden' }),
    ...six('lumpur', 'an unmentionable ailment', { macro: 'for lumpur', sop: 'open' }),
    ...six('lumpur', 'the voucher expired', { macro: 'for all', sop: 'other' }),
  ])
})
afterAll(() => on.close())

const ask = (token: string, have: string | null = null): Promise<Response> =>
  post(on.service.url, '/api/insight', { have }, { authorization: `Bearer ${token}` })

/** What somebody is sent, once it is learnt. */
async function insightOf(login: string): Promise<Insight> {
  const token = await on.signIn(login, randomUUID())
  await expect.poll(async () => (await ask(token)).status).toBe(200)
  const insight = readInsight(new Uint8Array(await (await ask(token)).arrayBuffer()))
  if (insight === null) throw new Error('The file could not be read.')
  return insight
}
const knows = ({ macros, sops }: Insight, word: string): boolean =>
  [macros, sops].some((model) => placeOf(model, hashOf(`word\u0000${word}`)) !== -1)
const macrosIn = ({ macros }: Insight): string[] => macros.classes.map(({ id }) => id).sort()
const groupsIn = ({ sops }: Insight): string[] => sops.classes.map(({ id }) => id).sort()
const macroIds = (...names: string[]): string[] => names.map((name) => idOf('macros', name)).sort()
const groupIds = (...names: string[]): string[] => names.map((name) => idOf('sops', `group of ${name}`)).sort()

// Catches words of another site's cases, and macros and drafts of others, that travel in a file to somebody who may see none of them.
test('an agent is sent what their own cases teach, about macros and SOPs that they may see, and nothing else', async () => {
  const ana = await insightOf('ana')
  expect(macrosIn(ana)).toEqual(macroIds('for all', 'also for all'))
  expect(groupsIn(ana)).toEqual(groupIds('open', 'other'))
  expect([knows(ana, 'courier'), knows(ana, 'ailment'), knows(ana, 'voucher')]).toEqual([true, false, false])
  expect(ana.view).toBe(learningView(await on.desk.held('ana')))
  const farid = await insightOf('farid')
  expect(macrosIn(farid)).toEqual(macroIds('for all', 'for lumpur'))
  expect([knows(farid, 'ailment'), knows(farid, 'courier'), knows(farid, 'blender')]).toEqual([true, false, false])
})

// Catches an agent's own macro in the file of somebody else.
test('the widest view is sent what all cases teach, and nothing of what is another’s own', async () => {
  const siti = await insightOf('siti')
  expect(macrosIn(siti)).toEqual(macroIds('for all', 'also for all', 'for lumpur'))
  expect(groupsIn(siti)).toEqual(groupIds('open', 'other', 'hidden'))
  expect([knows(siti, 'ailment'), knows(siti, 'courier')]).toEqual([true, true])
})

test('who has it already is sent nothing, and who is not signed in neither', async () => {
  const { version } = await insightOf('ana')
  const token = await on.signIn('ana', randomUUID())
  expect((await ask(token, version)).status).toBe(204)
  expect((await ask(token, 'another')).status).toBe(200)
  expect((await ask('x'.repeat(40))).status).toBe(401)
  expect((await post(on.service.url, '/api/insight', {}, { authorization: `Bearer ${token}` })).status).toBe(400)
})

// Catches a macro that is taken from somebody and still stands in the file that they are sent.
test('a macro that somebody may no longer see is gone from what they are sent next', async () => {
  const before = await insightOf('farid')
  await on.desk.write([macro('for all', { of: 'queue', queueId: idOf('queues', 'manila') })])
  const after = await insightOf('farid')
  expect(macrosIn(after)).toEqual(macroIds('for lumpur'))
  expect(after.version).not.toBe(before.version)
})
