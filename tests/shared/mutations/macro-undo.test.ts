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
