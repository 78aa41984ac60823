import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import type { QueueSettings } from '#shared/mutations/queue-mutations.ts'
import { aQueue, aSite, aTeam, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const admin = anAgent({ role: 'admin', sees: 'workspace', name: 'Alex Koh' })
/** Leads one site, and works one of its queues. */
const siteLead = anAgent({ role: 'supervisor' })
const orders = aQueue({ rank: 0 })
const returns = aQueue({ id: idOf(0x31), name: 'Returns', rank: 1 })
const tier2 = aQueue({ id: idOf(0x32), name: 'Tier 2', kind: 'escalations', rank: 2 })
const desk = (more = {}): OnRows =>
  new OnRows({ queues: [orders, returns, tier2], sites: [aSite()], teams: [aTeam()], agents: [anAgent()], ...more })
const changeId = idOf(0x70)
const save = (on: OnRows, set: QueueSettings, by: Agent = admin, queueId = orders.id) =>
  on.run(by, 'queue.save', { queueId, changeId, set })
const history = (on: OnRows) => on.rows.get('settingChanges', changeId)

test('only what is said of a queue changes, and the history says who changed what from what', () => {
  const on = desk()
  expect(save(on, { work: 'push', skills: ['payments', 'payments'], name: 'Orders' })).toBeNull()
  expect(on.rows.get('queues', orders.id)).toEqual({ ...orders, work: 'push', skills: ['payments'], name: 'Orders' })
  expect(history(on)).toEqual({
    id: changeId,
    of: 'queues',
    rowId: orders.id,
    name: 'Orders',
    byAgentId: admin.id,
    byName: 'Alex Koh',
    at: someInstant,
    changes: [
      { field: 'work', from: 'pull', to: 'push' },
      { field: 'skills', from: [], to: ['payments'] },
    ],
  })
})

test('what changes nothing is no change, and no history', () => {
  const on = desk()
  expect(save(on, { name: 'Orders', takeUpMinutes: 15, isRoutedAnew: true })).toBeNull()
  expect(history(on)).toBeUndefined()
})

// Catches a supervisor who opens the cases of others to their own people, or agents who set the rules they work by.
test('those who lead say how the queues they work are worked; who works them is said by those who see everything', () => {
  for (const role of ['tier-1', 'tier-2', 'quality', 'knowledge'] as const) {
    expect(save(desk(), { work: 'push' }, anAgent({ role }))).toEqual({ refused: 'not-allowed' })
  }
  expect(save(desk(), { work: 'push' }, siteLead)).toBeNull()
  expect(save(desk(), { work: 'push' }, siteLead, returns.id)).toEqual({ refused: 'not-allowed' })
  const opening = { refused: 'not-allowed', about: 'sites' }
  expect(save(desk(), { siteIds: [idOf(1)] }, siteLead)).toEqual(opening)
  expect(save(desk(), { teamIds: [idOf(2)] }, siteLead)).toEqual(opening)
  expect(save(desk(), { siteIds: [idOf(1)], teamIds: [idOf(2)] })).toBeNull()
  expect(save(desk(), { siteIds: [idOf(0x99)] })).toEqual({ refused: 'not-found', about: 'sites' })
})

test('a new queue comes last, has a name and a kind, and is made by those who see everything', () => {
  const queueId = idOf(0x40)
  const make = (by: Agent, more: object) => {
    const on = desk()
    const args = { queueId, changeId, kind: 'cases' as const, set: { name: 'Refunds' }, ...more }
    return { on, refusal: on.run(by, 'queue.save', args) }
  }
  expect(make(siteLead, {}).refusal).toEqual({ refused: 'not-allowed' })
  expect(make(admin, { kind: undefined }).refusal).toEqual({ refused: 'bad-arguments', about: 'name' })
  expect(make(admin, { set: { work: 'push' } }).refusal).toEqual({ refused: 'bad-arguments', about: 'name' })
  expect(make(admin, { set: { name: ' returns ' } }).refusal).toEqual({ refused: 'name-taken' })
  const { on, refusal } = make(admin, {})
  expect(refusal).toBeNull()
  expect(on.rows.get('queues', queueId)).toMatchObject({ name: 'Refunds', kind: 'cases', position: 1, rank: 3 })
})

// Catches cases that wander round and round, or into a queue where nobody answers parties.
test('cases go on to another queue of theirs, and never back to where they came from', () => {
  const to = (queueId: string) => ({ overflow: { afterMinutes: 5, queueId } })
  const on = desk()
  expect(save(on, to(returns.id))).toBeNull()
  const circle = { refused: 'overflow-circle', about: returns.id }
  expect(save(on, to(orders.id), admin, returns.id)).toEqual(circle)
  expect(save(on, to(returns.id), admin, returns.id)).toEqual(circle)
  const bad = { refused: 'bad-arguments', about: 'overflow' }
  expect(save(on, to(tier2.id), admin, returns.id)).toEqual(bad)
  expect(save(on, to(idOf(0x99)), admin, returns.id)).toEqual(bad)
  expect(save(on, to(orders.id), admin, tier2.id)).toEqual(bad)
  expect(save(on, { overflow: null })).toBeNull()
  expect(save(on, to(orders.id), admin, returns.id)).toBeNull()
})

test('which queue comes first is said of all of them at once, by those who see everything', () => {
  const on = desk()
  const order = { queueIds: [returns.id, tier2.id, orders.id], movedId: returns.id, changeId }
  expect(on.run(siteLead, 'queue.order', order)).toEqual({ refused: 'not-allowed', about: 'queues' })
  expect(on.run(admin, 'queue.order', order)).toBeNull()
  expect(order.queueIds.map((id) => on.rows.get('queues', id)?.rank)).toEqual([0, 1, 2])
  expect(history(on)).toMatchObject({ rowId: returns.id, changes: [{ field: 'rank', from: 1, to: 0 }] })
  const twice = { ...order, queueIds: [returns.id, returns.id] }
  expect(on.run(admin, 'queue.order', twice)).toEqual({ refused: 'bad-arguments', about: 'queueIds' })
  const unnamed = { ...order, movedId: idOf(0x99) }
  expect(on.run(admin, 'queue.order', unnamed)).toEqual({ refused: 'bad-arguments', about: 'queueIds' })
  const unknown = { ...order, queueIds: [...order.queueIds, idOf(0x99)] }
  expect(on.run(admin, 'queue.order', unknown)).toEqual({ refused: 'not-found', about: 'queues' })
})

const equip = (on: OnRows, by: Agent, set: object) => on.run(by, 'agent.equip', { agentId: idOf(4), changeId, set })

test('what an agent can do, and how much, is said by those who lead their site, and noted', () => {
  const on = desk()
  const set = { skills: ['payments'], languages: ['fil'], capacity: 8, channelCapacity: { chat: 2 } }
  expect(equip(on, anAgent({ id: idOf(5) }), set)).toEqual({ refused: 'not-allowed' })
  expect(equip(on, anAgent({ id: idOf(5), role: 'supervisor', siteId: idOf(9) }), set)).toEqual({
    refused: 'not-allowed',
  })
  expect(equip(on, siteLead, set)).toBeNull()
  expect(on.rows.get('agents', idOf(4))).toEqual({ ...anAgent(), ...set })
  expect(history(on)).toMatchObject({ of: 'agents', rowId: idOf(4), changes: [{ field: 'skills' }, {}, {}, {}] })
  const gone = desk({ agents: [anAgent({ active: false })] })
  expect(equip(gone, siteLead, set)).toEqual({ refused: 'not-an-agent' })
  const many = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`channel-${String(n)}`, 1]))
  expect(equip(desk(), siteLead, { channelCapacity: many })).toEqual({
    refused: 'bad-arguments',
    about: 'channelCapacity',
  })
})
