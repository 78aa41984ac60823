import { expect, test } from 'vitest'
import { touchedBetween } from '#shared/macro-touched.ts'
import { aCase, aMacro, anAgent, aQueue, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({
  status: 'open',
  priority: 'normal',
  tags: ['late', 'vip'],
  fields: { a: 1, b: 'x' },
  assigneeId: ana.id,
})
const macro = aMacro({
  template: '',
  actions: [
    { do: 'set-status', status: 'solved' },
    { do: 'set-priority', priority: 'low' },
    { do: 'set-tags', tags: ['vip', 'done'] },
    { do: 'set-field', key: 'a', value: null },
    { do: 'set-field', key: 'c', value: 'new' },
    { do: 'move-queue', queueId: idOf(0x31) },
  ],
})
const queues = [aQueue(), aQueue({ id: idOf(0x31), name: 'Other' })]

function applied() {
  const desk = new OnRows({ cases: [row], macros: [macro], agents: [ana], queues })
  const args = { caseId: row.id, macroId: macro.id, messageId: idOf(0x51), text: '', afterReplyId: null }
  expect(desk.run(ana, 'macro.apply', args)).toBeNull()
  const after = desk.rows.get('cases', row.id)
  if (after === undefined) throw new Error('The case is gone.')
  return { desk, undo: { caseId: row.id, ...touchedBetween(row, after) } }
}

test('an undone macro leaves the case as it was', () => {
  const { desk, undo } = applied()
  expect(desk.run(ana, 'macro.undo', undo)).toBeNull()
  // That it was applied stays in the thread, as a line.
  const { updatedAt: _at, messageCount: _lines, ...back } = desk.rows.get('cases', row.id) ?? row
  const { updatedAt: _before, messageCount: _none, ...was } = row
  expect({ ...back, tags: [...back.tags].sort() }).toMatchObject({ ...was, tags: [...was.tags].sort() })
})

// Catches an undo that takes away what a colleague did in the ten seconds between.
test('what somebody else changed since stays as they left it', () => {
  const { desk, undo } = applied()
  expect(desk.run(ana, 'case.set-priority', { caseId: row.id, priority: 'urgent' })).toBeNull()
  expect(desk.run(ana, 'case.change-tags', { caseId: row.id, add: ['theirs'], remove: [] })).toBeNull()
  expect(desk.run(ana, 'macro.undo', undo)).toBeNull()
  const back = desk.rows.get('cases', row.id)
  expect(back?.priority).toBe('urgent')
  expect([...(back?.tags ?? [])].sort()).toEqual(['late', 'theirs', 'vip'])
})

// Catches an undo as a way round the rules: to solve a case with an open escalation, or to give it to somebody who left.
test('an undo can set nothing that could not be set otherwise', () => {
  const escalation = { id: idOf(12), state: 'queued' as const, queueId: idOf(13), attempt: 1, byAgentId: ana.id }
  const desk = new OnRows({ cases: [{ ...row, escalation }], agents: [ana], queues })
  const undo = (was: object, set: object) => desk.run(ana, 'macro.undo', { caseId: row.id, was, set })
  expect(undo({ status: 'solved' }, { status: 'open' })).toEqual({ refused: 'escalation-is-open' })
  expect(undo({ assigneeId: idOf(0x98) }, { assigneeId: ana.id })).toEqual({ refused: 'not-an-agent' })
  expect(undo({ queueId: idOf(0x97) }, { queueId: idOf(3) })).toMatchObject({ refused: 'not-found' })
  const quality = anAgent({ role: 'quality' })
  expect(desk.run(quality, 'macro.undo', { caseId: row.id, was: {}, set: {} })).toEqual({ refused: 'not-allowed' })
})

// Catches an undo that gives a case to whom its agent could not give it, or puts it where it may not lie.
test('an undo gives and moves a case only as its agent could by hand', () => {
  const [pushed, other] = [aQueue({ id: idOf(0x32), work: 'push' }), aQueue({ id: idOf(0x33), markets: ['SG'] })]
  const bea = anAgent({ id: idOf(0x98), queueIds: [pushed.id] })
  const given = { ...row, assigneeId: null, queueId: pushed.id }
  const desk = new OnRows({ cases: [given], agents: [ana, bea], queues: [...queues, pushed, other] })
  const undo = (was: object, set: object) => desk.run(ana, 'macro.undo', { caseId: row.id, was, set })
  expect(undo({ assigneeId: bea.id }, { assigneeId: null })).toEqual({ refused: 'queue-is-pushed' })
  expect(undo({ queueId: other.id }, { queueId: pushed.id })).toMatchObject({ refused: 'not-of-market' })
  expect(undo({ queueId: idOf(3), assigneeId: bea.id }, { queueId: pushed.id, assigneeId: null })).toMatchObject({
    refused: 'not-of-queue',
  })
})

// Catches states that never were: a snooze in a colleague's name or for ever, and a field that holds what nothing can set.
test('an undo invents no snooze and no field', () => {
  const desk = new OnRows({ cases: [row], agents: [ana], queues })
  const undo = (was: object, set: object) => desk.run(ana, 'macro.undo', { caseId: row.id, was, set })
  const snooze = { until: '2026-11-23T07:00:00.000Z', byAgentId: idOf(0x98), at: '2026-01-01T00:00:00.000Z' }
  expect(undo({ snooze: { ...snooze, until: '2031-01-01T00:00:00.000Z' } }, { snooze: null })).toEqual({
    refused: 'snooze-too-long',
  })
  expect(undo({ snooze }, { snooze: null })).toBeNull()
  expect(desk.rows.get('cases', row.id)?.snooze).toMatchObject({ until: snooze.until, byAgentId: ana.id })
  expect(undo({ fields: { a: { deep: [1] } } }, { fields: { a: 1 } })).toEqual({
    refused: 'bad-field-value',
    about: 'a',
  })
  expect(undo({ fields: { b: ['x', 'y'] } }, { fields: { b: 'x' } })).toBeNull()
})

// Catches an agent who follows in a colleague's name, or takes from them what they follow.
test('an undo lets go of followers that its macros added, and of nobody else', () => {
  const [theirs, added] = [idOf(0x98), idOf(0x97)]
  const follow = aMacro({ actions: [{ do: 'follow', agentId: added }] })
  const followed = { ...row, followerIds: [theirs, added] }
  const undo = (macroIds: string[], was: string[], set: string[]) => {
    const desk = new OnRows({ cases: [followed], agents: [ana], queues, macros: [follow] })
    const args = { caseId: row.id, was: { followerIds: was }, set: { followerIds: set }, macroIds }
    expect(desk.run(ana, 'macro.undo', args)).toBeNull()
    return desk.rows.get('cases', row.id)?.followerIds
  }
  expect(undo([follow.id], [theirs], [theirs, added])).toEqual([theirs])
  expect(undo([], [], [theirs, added])).toEqual([theirs, added])
  expect(undo([], [theirs, added, idOf(0x96), ana.id], [theirs, added])).toEqual([theirs, added, ana.id])
})
