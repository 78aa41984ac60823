import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { AgentState } from '#shared/domain/agent-status.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { Site } from '#shared/domain/site.ts'
import type { AnyRow } from '#shared/tables.ts'
import { allRows } from '#service/sync/rows.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { type TestRow, agentOf, caseRow, idOf, sent, wholeCase, world } from '../world.ts'

const longAgo = '2026-11-01T07:00:00.000Z'
const manila = idOf('sites', 'manila')
const lumpur = idOf('sites', 'lumpur')
const joyId = idOf('agents', 'joy')

const rowOf = (table: TestRow['table'], name: string): AnyRow =>
  world().find((one) => one.table === table && one.row.id === idOf(table, name))?.row ?? { id: '' }
const queueRow = (name: string, set: Partial<Queue>): TestRow => ({
  table: 'queues',
  row: { ...rowOf('queues', name), ...set },
})
const pushedManila = (set: Partial<Queue> = {}): TestRow =>
  queueRow('manila', { work: 'push', skills: ['payments'], ...set })
const skilled: TestRow = { table: 'agents', row: { ...agentOf('ana'), skills: ['payments'] } }
/** A colleague of Ana's, who has no window. */
const joy: TestRow = { table: 'agents', row: { ...agentOf('ana'), id: joyId, name: 'joy', skills: ['payments'] } }
const doing = (agentId: string, state: AgentState): TestRow => ({
  table: 'agentStatuses',
  row: { id: agentId, state, reason: null, since: longAgo },
})
const waits = (name: string, set: Partial<Case> = {}): TestRow[] => [
  ...wholeCase(name, 'manila').filter(({ table }) => table !== 'cases'),
  { table: 'cases', row: caseRow(name, { waitingSince: longAgo, ...set }) },
]

let running: TestService[] = []
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()))
  running = []
})

/** A service that finds these rows beside those of the world. */
async function withRows(rows: readonly TestRow[], more: { leaseMs?: number } = {}): Promise<TestService> {
  const on = await startTestService(more)
  running.push(on)
  await on.desk.write(rows)
  return on
}

const caseNow = async (on: TestService, name: string): Promise<Partial<Case>> =>
  (await on.desk.row('cases', name)) ?? {}
async function isHeldBy(on: TestService, name: string, agentId: string | null): Promise<void> {
  await expect.poll(async () => (await caseNow(on, name)).assigneeId, { timeout: 40_000 }).toBe(agentId)
}
const stateNow = async (on: TestService, agentId: string): Promise<unknown> =>
  (await allRows(on.desk.pool, ['agentStatuses'])).find(({ id }) => id === agentId)?.row['state']
async function isDoing(on: TestService, agentId: string, state: AgentState): Promise<void> {
  await expect.poll(() => stateNow(on, agentId), { timeout: 40_000 }).toBe(state)
}

const says = (mid: number, name: string, state: AgentState) =>
  sent(mid, 'agent.set-status', { agentId: idOf('agents', name), state, reason: null, saidAt: longAgo })
const partyWrites = (on: TestService, name: string): Promise<Response> =>
  post(
    on.service.url,
    '/inbound/messages',
    { caseId: idOf('cases', name), messageId: randomUUID(), text: 'Any news?' },
    { 'x-tierdesk-token': on.service.inboundToken },
  )

/** The events in the thread of a case, by why. */
async function whysOn(on: TestService, name: string): Promise<unknown[]> {
  const { copy } = await on.desk.snapshot('siti', randomUUID())
  return [...copy]
    .filter(([key, { row }]) => key.startsWith('messages/') && row['caseId'] === idOf('cases', name))
    .flatMap(([, { row }]) => (row['kind'] === 'event' ? [row['event']] : []))
}

// Catches a router that sleeps, and one that gives cases to whoever is there.
test('a case goes to whoever is available, may see it and has the skill, as soon as a party waits', async () => {
  const on = await withRows([pushedManila(), skilled, joy, doing(agentOf('farid').id, 'available')])
  const [ana, farid] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'farid')])
  await ana.push(says(1, 'ana', 'available'))
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', agentOf('ana').id)
  expect(await caseNow(on, 'M1')).toMatchObject({
    claim: { agentId: agentOf('ana').id },
    routed: { agentId: agentOf('ana').id },
  })
  await ana.push(says(2, 'ana', 'break'))
  await partyWrites(on, 'M2')
  await ana.push(says(3, 'ana', 'available'))
  await isHeldBy(on, 'M2', agentOf('ana').id)
  expect(JSON.stringify(farid.patches)).not.toContain(idOf('cases', 'M1'))
  for (const window of [ana, farid]) window.close()
})

test('what is waiting when the service starts is given out in turn, to nobody beyond what they can do', async () => {
  const on = await withRows([
    pushedManila(),
    { table: 'agents', row: { ...joy.row, capacity: 2 } },
    doing(joyId, 'available'),
    ...waits('old'),
    ...waits('young', { waitingSince: '2026-11-02T07:00:00.000Z' }),
    ...waits('urgent', { priority: 'urgent', waitingSince: '2026-11-03T07:00:00.000Z' }),
  ])
  await isHeldBy(on, 'old', joyId)
  expect((await caseNow(on, 'urgent')).assigneeId).toBe(joyId)
  expect((await caseNow(on, 'young')).assigneeId).toBeNull()
})

// Catches an agent's cases that nobody works while they are away, and a thread that does not say what happened.
test('the claims of somebody who goes away go to somebody else, and the thread says why', async () => {
  const on = await withRows([pushedManila({ awayMinutes: 0 }), skilled, joy])
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(says(1, 'ana', 'available'))
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', agentOf('ana').id)
  await on.desk.write([doing(joyId, 'available')])
  await ana.push(says(2, 'ana', 'away'))
  await isHeldBy(on, 'M1', joyId)
  expect(await whysOn(on, 'M1')).toEqual([{ name: 'case-given-back', detail: { agent: 'ana', why: 'away' } }])
  ana.close()
})

// Catches a returning party whose case lies with an agent who went home.
test('a party who writes to somebody who is off shift is answered by somebody else', async () => {
  const anaId = agentOf('ana').id
  const named = { assigneeId: anaId, waitingSince: null }
  const on = await withRows([
    pushedManila(),
    skilled,
    joy,
    doing(joyId, 'available'),
    doing(anaId, 'offline'),
    ...waits('named', named),
    ...waits('kept', { ...named, queueId: idOf('queues', 'lumpur') }),
  ])
  await partyWrites(on, 'kept')
  await partyWrites(on, 'named')
  await isHeldBy(on, 'named', joyId)
  // Of a queue that agents take their work from, it stays with whom it was given to by name.
  expect((await caseNow(on, 'kept')).assigneeId).toBe(anaId)
})

test('[S16] a case that nobody is free for moves on, and with it who may see it', async () => {
  const on = await withRows([
    pushedManila({ overflow: { afterMinutes: 1, queueId: idOf('queues', 'lumpur') } }),
    ...waits('lying'),
    ...waits('fresh', { waitingSince: new Date().toISOString() }),
  ])
  const queueOf = async (name: string) => (await caseNow(on, name)).queueId
  await expect.poll(() => queueOf('lying'), { timeout: 40_000 }).toBe(idOf('queues', 'lumpur'))
  expect(await queueOf('fresh')).toBe(idOf('queues', 'manila'))
  const seenBy = async (login: string) => (await on.desk.snapshot(login, randomUUID())).copy
  const key = `cases/${idOf('cases', 'lying')}`
  expect((await seenBy('farid')).has(key)).toBe(true)
  expect((await seenBy('ana')).has(key)).toBe(false)
})

// Catches an agent who is given cases while the line to them is cut, and one who has to say so again when it is mended.
test('whose last window is gone for longer than the lease is at work for nobody, and is again when they are back', async () => {
  const on = await withRows([pushedManila(), skilled], { leaseMs: 1 })
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(says(1, 'ana', 'available'))
  ana.close()
  await isDoing(on, agentOf('ana').id, 'offline')
  await partyWrites(on, 'M1')
  const again = await TestWindow.open(on, 'ana')
  await isDoing(on, agentOf('ana').id, 'available')
  await isHeldBy(on, 'M1', agentOf('ana').id)
  again.close()
})

test('an outage that an agent has named is not turned into anything else', async () => {
  const on = await withRows([doing(joyId, 'outage'), joy, doing(agentOf('farid').id, 'available')], { leaseMs: 1 })
  await isDoing(on, agentOf('farid').id, 'offline')
  await isDoing(on, joyId, 'outage')
})

// Catches a window that picks cases by not saying from where.
test('what a window takes without naming the queue goes back where the cases are given out', async () => {
  const on = await withRows([pushedManila(), joy, doing(joyId, 'available'), ...waits('sign')])
  const ana = await TestWindow.open(on, 'ana')
  // By this it is known that the service has read what was written behind its back.
  await isHeldBy(on, 'sign', joyId)
  await ana.push(sent(1, 'case.claim', { caseId: idOf('cases', 'M1'), insteadOf: null }))
  // A case that nobody ever took has no claim at all, not even one that is over.
  await expect.poll(async () => (await caseNow(on, 'M1')).claim, { timeout: 40_000 }).toBeNull()
  expect((await caseNow(on, 'M1')).assigneeId).toBeNull()
  ana.close()
})

const standIn: Partial<Site> = { failoverSiteIds: [lumpur] }
const markDown = (mid: number) =>
  sent(mid, 'site.mark-down', {
    siteId: manila,
    siteIds: [lumpur],
    queueIds: [idOf('queues', 'manila')],
    reason: 'Power cut',
  })
const resetOf = async (window: TestWindow): Promise<unknown> => {
  const reply = await window.pull()
  return 'reset' in reply ? reply.reset : null
}

// Catches a queue that nobody works while its site is down, and one that stays open to the others when it is back.
test('[S17] the sites that stand in see the cases of a site that is down, and let go of them when it is taken back', async () => {
  const on = await withRows([{ table: 'sites', row: { ...rowOf('sites', 'manila'), ...standIn } }])
  const [ana, farid, siti] = await Promise.all(['ana', 'farid', 'siti'].map((login) => TestWindow.open(on, login)))
  if (ana === undefined || farid === undefined || siti === undefined) throw new Error('No windows.')
  await ana.push(
    sent(1, 'case.claim', { caseId: idOf('cases', 'M1'), insteadOf: null, queueId: idOf('queues', 'manila') }),
  )
  await isHeldBy(on, 'M1', agentOf('ana').id)
  const seenByFarid = async () => [...(await on.desk.snapshot('farid', randomUUID())).copy.keys()]
  const key = `cases/${idOf('cases', 'M1')}`
  expect(await seenByFarid()).not.toContain(key)

  expect(await siti.push(markDown(1))).toEqual({ ok: true, last: 1 })
  await expect.poll(() => resetOf(farid), { timeout: 40_000 }).toBe('audience-changed')
  expect(await seenByFarid()).toContain(key)
  // Who cannot work does not keep what others could do.
  await isHeldBy(on, 'M1', null)
  expect(await whysOn(on, 'M1')).toEqual([{ name: 'case-given-back', detail: { agent: 'ana', why: 'site-down' } }])
  farid.close()

  const again = await TestWindow.open(on, 'farid')
  await siti.push(sent(2, 'site.take-back', { siteId: manila, queueIds: [idOf('queues', 'manila')] }))
  await expect.poll(() => resetOf(again), { timeout: 40_000 }).toBe('audience-changed')
  expect(await seenByFarid()).not.toContain(key)
  for (const window of [ana, again, siti]) window.close()
})

test('while a site is down its pushed cases go to those who stand in for it, and to nobody who is there', async () => {
  const on = await withRows([
    pushedManila({ skills: [] }),
    joy,
    doing(joyId, 'available'),
    doing(agentOf('farid').id, 'available'),
    ...waits('sign'),
  ])
  await isHeldBy(on, 'sign', joyId)
  const siti = await TestWindow.open(on, 'siti')
  await siti.push(markDown(1))
  await isHeldBy(on, 'sign', agentOf('farid').id)
  await partyWrites(on, 'M1')
  await isHeldBy(on, 'M1', agentOf('farid').id)
  siti.close()
})

test('[S16] an agent marks no site as down, and nobody opens the queues of another site to their own', async () => {
  const on = await withRows([{ table: 'sites', row: { ...rowOf('sites', 'manila'), ...standIn } }])
  const farid = await TestWindow.open(on, 'farid')
  const asked = markDown(1)
  await farid.push(asked)
  expect(await farid.pull()).toMatchObject({ results: [{ opId: asked.opId, outcome: { refused: 'not-allowed' } }] })
  expect((await on.desk.row('queues', 'manila'))?.['lent']).toBeUndefined()
  farid.close()
})
