import { expect, test } from 'vitest'
import { aCase, aMacro, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({ lastReplyId: idOf(0x50), tags: ['late'] })
const macro = aMacro({
  actions: [
    { do: 'set-status', status: 'solved' },
    { do: 'add-tags', tags: ['sorry', 'late'] },
    { do: 'set-priority', priority: 'low' },
    { do: 'assign-me' },
  ],
})
const apply = {
  caseId: row.id,
  macroId: macro.id,
  messageId: idOf(0x51),
  text: 'Sorry for the wait.',
  afterReplyId: idOf(0x50),
}

test('a macro writes its text and does all it says in one step', () => {
  const desk = new OnRows({ cases: [row], macros: [macro] })
  expect(desk.run(ana, 'macro.apply', apply)).toBeNull()
  expect(desk.rows.get('cases', row.id)).toMatchObject({
    status: 'solved',
    tags: ['late', 'sorry'],
    priority: 'low',
    assigneeId: ana.id,
    lastReplyId: idOf(0x51),
    messageCount: 1,
  })
  expect(desk.rows.changed('messages', idOf(0x51))).toMatchObject({ kind: 'reply', macroId: macro.id })
})

// Catches a macro that is half applied: its text sent, its status refused.
test('a resolving macro is refused while an escalation is open, and nothing of it is done', () => {
  const escalation = { id: idOf(12), state: 'queued' as const, queueId: idOf(13), attempt: 1, byAgentId: ana.id }
  const escalated = { ...row, escalation }
  const desk = new OnRows({ cases: [escalated], macros: [macro] })
  expect(desk.run(ana, 'macro.apply', apply)).toEqual({ refused: 'escalation-is-open' })
  expect(desk.rows.get('cases', row.id)).toEqual(escalated)
  expect(desk.rows.changed('messages', idOf(0x51))).toBeUndefined()
})

test('a macro with a placeholder that nothing filled is never sent', () => {
  const desk = new OnRows({ cases: [row], macros: [macro] })
  const text = 'Your order {{order.number}} is late.'
  expect(desk.run(ana, 'macro.apply', { ...apply, text })).toEqual({ refused: 'unresolved-placeholder' })
})

test('a macro that replies is held where the thread has moved on; one that notes is not [S18]', () => {
  const moved = { ...row, lastReplyId: idOf(0x59) }
  const note = aMacro({ id: idOf(0xa2), kind: 'note' })
  const desk = new OnRows({ cases: [moved], macros: [macro, note] })
  expect(desk.run(ana, 'macro.apply', apply)).toEqual({ refused: 'thread-moved' })
  expect(desk.run(ana, 'macro.apply', { ...apply, macroId: note.id })).toBeNull()
})

test('a macro that was switched off meanwhile is refused', () => {
  const desk = new OnRows({ cases: [row], macros: [{ ...macro, active: false }] })
  expect(desk.run(ana, 'macro.apply', apply)).toEqual({ refused: 'macro-is-off' })
})

test('quality may apply a macro that only notes, and none that changes the case', () => {
  const note = aMacro({ id: idOf(0xa2), kind: 'note' })
  const change = aMacro({ id: idOf(0xa3), kind: 'note', actions: [{ do: 'assign-me' }] })
  const desk = new OnRows({ cases: [row], macros: [note, change] })
  const quality = anAgent({ role: 'quality' })
  expect(desk.run(quality, 'macro.apply', { ...apply, macroId: change.id })).toEqual({ refused: 'not-allowed' })
  expect(desk.run(quality, 'macro.apply', { ...apply, macroId: note.id })).toBeNull()
})
