import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Site } from '#shared/domain/site.ts'
import { TestWindow } from '../test-window.ts'
import { agentOf, idOf, sent } from '../world.ts'
import {
  caseNow,
  doing,
  endAll,
  isDoing,
  isHeldBy,
  joy,
  joyId,
  lumpur,
  manila,
  partyWrites,
  pushedManila,
  rowOf,
  says,
  skilled,
  waits,
  whysOn,
  withRows,
} from './routed-world.ts'

afterEach(endAll)

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
test('a window that does not name the queue chooses no case either where they are given out', async () => {
  const on = await withRows([pushedManila(), skilled, ...waits('sign')])
  const ana = await TestWindow.open(on, 'ana')
  const asked = [
    sent(1, 'case.claim', { caseId: idOf('cases', 'M1'), insteadOf: null }),
    sent(2, 'case.assign', { caseId: idOf('cases', 'M1'), assigneeId: agentOf('ana').id }),
  ]
  await ana.push(...asked)
  const outcome = { refused: 'queue-is-pushed' }
  expect(await ana.pull()).toMatchObject({ results: asked.map(({ opId }) => ({ opId, outcome })) })
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
