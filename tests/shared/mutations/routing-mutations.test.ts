import { expect, test } from 'vitest'
import type { AgentStatus } from '#shared/domain/agent-status.ts'
import type { Case } from '#shared/domain/case.ts'
import { aCase, aQueue, aSite, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const overflowId = idOf(0x31)
const queue = aQueue({ work: 'push', overflow: { afterMinutes: 5, queueId: overflowId } })
const other = aQueue({ id: overflowId, name: 'Others' })
const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben Carter' })
const stranger = anAgent({ id: idOf(0x23), name: 'Stranger', queueIds: [] })
const abroad = anAgent({ id: idOf(0x24), name: 'Abroad', markets: ['PH'] })
const lead = anAgent({ id: idOf(0x22), name: 'Siti Lim', role: 'supervisor' })
const row = aCase({ waitingSince: someInstant })
const status = (state: AgentStatus['state'], since = someInstant): AgentStatus => ({
  id: ana.id,
  state,
  reason: null,
  since,
})

const desk = (
  set: Partial<Case> = {},
  said = status('available'),
  { site = aSite(), queues = [queue, other], agent = ana } = {},
) =>
  new OnRows({
    cases: [{ ...row, ...set }],
    agents: [agent, ben, lead, stranger, abroad],
    agentStatuses: [said],
    sites: [site],
    queues,
  })
const route = { caseId: row.id, queueId: queue.id, agentId: ana.id, siteId: ana.siteId }
const holder = (on: OnRows) => on.rows.get('cases', row.id)?.assigneeId

test('a case is given to an agent as a claim, so that it goes back where they do not come to it', () => {
  const on = desk()
  expect(on.runAsService('case.route', route)).toBeNull()
  const claim = { agentId: ana.id, at: someInstant }
  expect(on.rows.get('cases', row.id)).toMatchObject({ assigneeId: ana.id, claim, routed: claim })
})

// Catches a decision that is carried out although what it went by is over.
test.each<[string, () => OnRows]>([
  ['somebody took the case', () => desk({ assigneeId: ben.id })],
  ['the case was answered', () => desk({ waitingSince: null })],
  ['the case was moved', () => desk({ queueId: overflowId })],
  ['the agent went on a break', () => desk({}, status('break'))],
  ['the agent lost the queue', () => desk({}, status('available'), { agent: { ...ana, queueIds: [] } })],
  ['the agent lost the market', () => desk({}, status('available'), { agent: { ...ana, markets: ['PH'] } })],
  ['the queue is not pushed any more', () => desk({}, status('available'), { queues: [{ ...queue, work: 'pull' }] })],
  [
    'their site went down',
    () =>
      desk({}, status('available'), {
        site: aSite({ down: { since: someInstant, byAgentId: lead.id, reason: 'Power' } }),
      }),
  ],
])('nobody is given a case where meanwhile %s', (_what, made) => {
  const on = made()
  const before = holder(on)
  on.runAsService('case.route', route)
  expect(holder(on)).toBe(before)
})

const claim = { agentId: ana.id, at: someInstant }
const back = { caseId: row.id, agentId: ana.id, siteId: ana.siteId, eventId: idOf(0x60) }

test('a case that is owed goes back from an agent who is not there, and the thread says why', () => {
  const on = desk({ assigneeId: ana.id, claim }, status('away'))
  expect(on.runAsService('case.give-back', { ...back, why: 'away' })).toBeNull()
  expect(on.rows.get('cases', row.id)).toMatchObject({ assigneeId: null, claim: null, routed: { agentId: ana.id } })
  const [event] = on.rows.changedChildren('messages', row.id)
  expect(event).toMatchObject({ event: { name: 'case-given-back', detail: { agent: 'Ana Reyes', why: 'away' } } })
})

// Catches a case that is taken from an agent who came back a moment before.
test.each<[string, () => OnRows]>([
  ['is back', () => desk({ assigneeId: ana.id, claim }, status('available'))],
  ['has answered', () => desk({ assigneeId: ana.id, waitingSince: null }, status('away'))],
  ['has an outage', () => desk({ assigneeId: ana.id, claim }, status('outage'))],
])('nothing is taken from an agent who %s', (_what, made) => {
  for (const why of ['away', 'offline', 'site-down'] as const) {
    const on = made()
    on.runAsService('case.give-back', { ...back, why })
    expect(holder(on)).toBe(ana.id)
  }
})

test('a case that nobody was free for moves to the queue that takes over, and nowhere else', () => {
  const move = { caseId: row.id, fromQueueId: queue.id, toQueueId: overflowId, eventId: idOf(0x60) }
  const on = desk()
  expect(on.runAsService('case.overflow', move)).toBeNull()
  expect(on.rows.get('cases', row.id)).toMatchObject({
    queueId: overflowId,
    overflowed: { fromQueueId: queue.id, at: someInstant },
  })
  const taken = desk({ assigneeId: ben.id })
  taken.runAsService('case.overflow', move)
  expect(taken.rows.get('cases', row.id)?.queueId).toBe(queue.id)
  const unnamed = desk({}, status('available'), { queues: [{ ...queue, overflow: null }, other] })
  unnamed.runAsService('case.overflow', move)
  expect(unnamed.rows.get('cases', row.id)?.queueId).toBe(queue.id)
})

const take = { caseId: row.id, insteadOf: null, queueId: queue.id }

// Catches the easy cases that are picked out while the hard ones lie.
test('nobody chooses a case of a pushed queue but those who lead and whoever it was given to', () => {
  const pushed = { refused: 'queue-is-pushed' }
  expect(desk().run(ana, 'case.claim', take)).toEqual(pushed)
  expect(desk().run(ana, 'case.assign', { caseId: row.id, assigneeId: ana.id, queueId: queue.id })).toEqual(pushed)
  expect(desk().run(ana, 'case.assign', { caseId: row.id, assigneeId: ben.id, queueId: queue.id })).toEqual(pushed)
  expect(desk().run(lead, 'case.claim', take)).toBeNull()
  expect(desk({ routed: claim }).run(ana, 'case.claim', take)).toBeNull()
  expect(desk({ queueId: overflowId }).run(ana, 'case.claim', { ...take, queueId: overflowId })).toBeNull()
})

test('who has a case of a pushed queue may hand it over, and give it back for good', () => {
  const on = desk({ assigneeId: ana.id, claim, routed: claim })
  expect(on.run(ana, 'case.release', { caseId: row.id })).toBeNull()
  expect(on.rows.get('cases', row.id)).toMatchObject({ assigneeId: null, routed: { ...claim, isGivenBack: true } })
  expect(on.run(ana, 'case.claim', take)).toBeNull()
  expect(on.rows.get('cases', row.id)?.routed).toEqual(claim)
  expect(on.run(ana, 'case.assign', { caseId: row.id, assigneeId: ben.id, queueId: queue.id })).toBeNull()
  expect(holder(on)).toBe(ben.id)
})

// Catches a window of an earlier build, which does not say where the case lay: it chose freely, and nothing took that back.
test('who does not name the queue is held to the one that the case lies in', () => {
  const pushed = { refused: 'queue-is-pushed' }
  const unnamed = { caseId: row.id, assigneeId: ana.id }
  expect(desk().run(ana, 'case.assign', unnamed)).toEqual(pushed)
  expect(desk().run(ana, 'case.claim', { caseId: row.id, insteadOf: null })).toEqual(pushed)
  expect(desk().run(lead, 'case.assign', unnamed)).toBeNull()
  expect(desk({ queueId: overflowId }).run(ana, 'case.claim', { caseId: row.id, insteadOf: null })).toBeNull()
})

// Catches a case in the hands of somebody who sees it only for as long as it is theirs.
test('nobody is given a case by hand who works neither its queue nor its market, whoever names the queue or not', () => {
  for (const queueId of [undefined, queue.id]) {
    const to = (assigneeId: string) => ({ caseId: row.id, assigneeId, ...(queueId === undefined ? {} : { queueId }) })
    expect(desk().run(lead, 'case.assign', to(stranger.id))).toEqual({ refused: 'not-of-queue', about: stranger.id })
    expect(desk().run(lead, 'case.assign', to(abroad.id))).toEqual({ refused: 'not-of-queue', about: abroad.id })
    expect(desk().run(lead, 'case.assign', to(ben.id))).toBeNull()
  }
  const wide = { ...stranger, id: idOf(0x25), sees: 'workspace' as const }
  expect(
    desk({}, undefined, { agent: wide }).run(lead, 'case.assign', { caseId: row.id, assigneeId: wide.id }),
  ).toBeNull()
})

test('a case does not come into a queue that is not for its market', () => {
  const abroadAlone = { ...other, markets: ['PH'] }
  const on = desk({}, undefined, { queues: [queue, abroadAlone] })
  const refused = { refused: 'not-of-market', about: overflowId }
  expect(on.run(lead, 'case.move', { caseId: row.id, queueId: overflowId })).toEqual(refused)
  on.runAsService('case.overflow', {
    caseId: row.id,
    fromQueueId: queue.id,
    toQueueId: overflowId,
    eventId: idOf(0x60),
  })
  expect(on.rows.get('cases', row.id)?.queueId).toBe(queue.id)
})

const given = { assigneeId: ana.id, claim, routed: claim }
const away = { caseId: row.id, agentId: ana.id, queueId: queue.id, givenAt: someInstant, eventId: idOf(0x60) }

test('a case that its agent did not open is taken back, remembers who left it, and says so in its thread', () => {
  const on = desk(given)
  expect(on.runAsService('case.take-away', away)).toBeNull()
  expect(on.rows.get('cases', row.id)).toMatchObject({
    assigneeId: null,
    claim: null,
    leftLying: [{ agentId: ana.id, name: 'Ana Reyes', at: someInstant }],
  })
  const [event] = on.rows.changedChildren('messages', row.id)
  expect(event).toMatchObject({ event: { detail: { agent: 'Ana Reyes', why: 'lying', minutes: '15' } } })
})

// Catches a case that is taken from somebody who opened it, or got it anew, a moment before.
test.each<[string, () => OnRows]>([
  ['was opened', () => desk({ ...given, routed: { ...claim, openedAt: someInstant } })],
  ['was answered', () => desk({ ...given, claim: null })],
  ['is with somebody else', () => desk({ ...given, assigneeId: ben.id })],
  ['was given anew', () => desk({ ...given, claim: { ...claim, at: '2026-11-22T08:00:00.000Z' } })],
  ['was moved', () => desk({ ...given, queueId: overflowId })],
  ['has no limit any more', () => desk(given, undefined, { queues: [{ ...queue, takeUpMinutes: null }, other] })],
])('a case stays with its agent that %s', (_what, made) => {
  const on = made()
  const before = on.rows.get('cases', row.id)
  on.runAsService('case.take-away', away)
  expect(on.rows.get('cases', row.id)).toBe(before)
})

test('who opens a case that was given to them keeps it, and what others left of it is over', () => {
  const on = desk({ ...given, leftLying: [{ agentId: ben.id, name: 'Ben', at: someInstant }] })
  on.runAsService('case.take-up', { caseId: row.id, agentId: ben.id })
  expect(on.rows.get('cases', row.id)?.routed).toEqual(claim)
  on.runAsService('case.take-up', { caseId: row.id, agentId: ana.id })
  expect(on.rows.get('cases', row.id)).toMatchObject({ routed: { ...claim, openedAt: someInstant }, leftLying: [] })
})

// Catches a way around the rule: the name of another queue beside the case.
test('a case is not chosen under the name of a queue it does not lie in', () => {
  const wrong = { refused: 'not-found', about: 'queues' }
  expect(desk().run(ana, 'case.claim', { ...take, queueId: overflowId })).toEqual(wrong)
  expect(desk().run(ana, 'case.claim', { ...take, queueId: idOf(0x99) })).toEqual(wrong)
})
