import { beforeEach, expect, test, vi } from 'vitest'
import { undoLast } from '#renderer/commands/undo-last.ts'
import { assign, changeTags, sendReply, setStatus, snoozeCase, addNote } from '#renderer/workspace/case-actions.ts'
import { undoWindow } from '#renderer/workspace/done-steps.ts'
import { applyMacros, appliedFor } from '#renderer/workspace/macro-work.ts'
import { aCase, aMacro, anAgent, aQueue, idOf } from '#tests/builders.ts'
import { workspaceOnRows } from '#tests/renderer/workspace/workspace-on-rows.ts'

const ana = anAgent()
const row = aCase({ number: '7', status: 'open', tags: ['late'], assigneeId: ana.id })
const macro = aMacro({
  title: 'Late',
  kind: 'reply',
  template: 'Sorry',
  actions: [{ do: 'add-tags', tags: ['sorry'] }],
})

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00.000Z'), toFake: ['Date'] })
  return () => vi.useRealTimers()
})

function desk() {
  const on = workspaceOnRows(ana, { cases: [row], macros: [macro], queues: [aQueue()] })
  const told: string[] = []
  const press = () => undoLast(on.workspace, (words) => void told.push(words), on.workspace.get('cases', row.id))
  return { ...on, told, press, now: () => on.workspace.get('cases', row.id) }
}

// Catches a key that undoes one kind of step only, or the first one instead of the last.
test('one key undoes what was done last, then what was done before it, and says what it was', async () => {
  const { workspace, told, press, now } = desk()
  setStatus(workspace, row.id, 'pending')
  changeTags(workspace, row.id, ['vip'], ['late'])
  assign(workspace, row.id, null)
  snoozeCase(workspace, row.id, null)
  await press()
  expect(now()?.snooze ?? null).toBeNull()
  await press()
  expect(now()?.assigneeId).toBe(ana.id)
  await press()
  expect(now()?.tags).toEqual(['late'])
  await press()
  expect(now()?.status).toBe('open')
  await press()
  expect(told).toEqual([
    'Undone: Snoozed (7).',
    'Undone: Nobody assigned (7).',
    'Undone: Tags: +vip −late (7).',
    'Undone: Status: Pending (7).',
    'You did nothing in the last five minutes that could be undone.',
  ])
})

// Catches a macro whose tags go back while its reply goes out.
test('a macro goes back with its reply, offline too, as one step', async () => {
  const { workspace, named, press, now, told } = desk()
  const applied = appliedFor(workspace, row.id, macro.id)
  if (applied === null) throw new Error('The macro is gone.')
  applyMacros(workspace, row.id, [applied], { text: 'Sorry', afterReplyId: null, dependsOn: [] })
  expect(now()?.tags).toEqual(['late', 'sorry'])
  await press()
  expect(now()).toMatchObject({ tags: ['late'], lastReplyId: null, held: [] })
  expect(named.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ['macro.apply', []],
    ['macro.undo', ['op 1']],
  ])
  expect(told).toEqual(['Undone: Macro: Late (7).'])
})

test('a reply goes back, and what cannot be undone says so and makes way for what came before it', async () => {
  const { workspace, press, now, told } = desk()
  sendReply(workspace, row.id, { text: 'Hello', afterReplyId: null })
  addNote(workspace, row.id, 'For us')
  await press()
  await press()
  expect(told).toEqual([
    'Internal note (7) cannot be undone. Press again for what you did before it.',
    'Taken back. The text is where you wrote it.',
  ])
  expect(now()?.lastReplyId).toBeNull()
})

// Catches a key that wipes out a colleague's work, and one that reaches for something the agent has long forgotten.
test('what somebody changed since stays as it is, and after five minutes nothing is undone', async () => {
  const { workspace, desk: rows, press, now, told } = desk()
  setStatus(workspace, row.id, 'pending')
  rows.run(anAgent({ id: idOf(0x98) }), 'case.set-status', { caseId: row.id, status: 'on-hold' })
  await press()
  expect(now()?.status).toBe('on-hold')
  expect(told).toEqual(['Status: Pending (7): Changed by somebody since, so it was left as it is.'])
  setStatus(workspace, row.id, 'pending')
  vi.setSystemTime(Date.now() + undoWindow + 1)
  await press()
  expect(now()?.status).toBe('pending')
  expect(told.at(-1)).toBe('You did nothing in the last five minutes that could be undone.')
})
