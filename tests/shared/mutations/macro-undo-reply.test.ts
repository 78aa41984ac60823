import { expect, test } from 'vitest'
import { touchedBetween } from '#shared/macro-touched.ts'
import type { Context } from '#shared/mutations/define-mutation.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { aCase, aMacro, anAgent, aQueue, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({ status: 'open', priority: 'normal', tags: ['late'], assigneeId: ana.id })
const macro = aMacro({
  kind: 'reply',
  template: 'It is on its way.',
  actions: [
    { do: 'set-status', status: 'solved' },
    { do: 'add-tags', tags: ['done'] },
    { do: 'add-note', text: 'Told them' },
  ],
})
const args = {
  caseId: row.id,
  macroId: macro.id,
  messageId: idOf(0x51),
  noteId: idOf(0x52),
  text: 'It is on its way.',
  afterReplyId: null,
}

/** A case with the macro applied in the service, which holds its reply for ten seconds. */
function applied() {
  const desk = new OnRows({ cases: [row], macros: [macro], agents: [ana], queues: [aQueue()] })
  const run = (
    name: 'macro.apply' | 'macro.undo',
    given: unknown,
    set: Partial<Context> & { by?: typeof ana } = {},
  ) => {
    const { by = ana, ...more } = set
    const rule = allMutations.get(name)
    if (rule === undefined) throw new Error('It is gone.')
    const context: Context = { actor: { kind: 'agent', agent: by }, at: someInstant, undoMs: 10_000, ...more }
    const outcome = runMutation(rule, given, context, desk.rows)
    if ('refused' in outcome) return outcome.refused
    desk.rows.write(outcome.changes)
    return null
  }
  expect(run('macro.apply', args)).toBeNull()
  const after = desk.rows.get('cases', row.id)
  if (after === undefined) throw new Error('The case is gone.')
  return { desk, run, undo: { caseId: row.id, ...touchedBetween(row, after), messageId: args.messageId } }
}

const later = (ms: number): string => new Date(Date.parse(someInstant) + ms).toISOString()

// Catches an undo that puts the case back and lets the reply go out all the same.
test('undoing a macro takes its reply and its note back with what it changed', () => {
  const { desk, run, undo } = applied()
  expect(run('macro.undo', undo, { at: later(9_999) })).toBeNull()
  expect(desk.rows.get('cases', row.id)).toMatchObject({
    status: 'open',
    tags: ['late'],
    lastReplyId: null,
    lastReplyAt: row.lastReplyAt,
    snippet: row.snippet,
    held: [],
  })
  const thread = desk.rows.changedChildren('messages', row.id)
  expect(thread.map(({ id, text, event }) => [id, text, (event as { name: string } | null)?.name])).toEqual([
    [args.noteId, '', 'note-taken-back'],
    [args.messageId, '', 'reply-taken-back'],
  ])
})

// Catches half an undo: a party has the reply and reads that the matter is solved, and the desk has it open.
test('a macro whose reply has left is not undone by halves: the step is refused', () => {
  const { desk, run, undo } = applied()
  const before = desk.rows.get('cases', row.id)
  expect(run('macro.undo', undo, { at: later(10_000) })).toBe('already-sent')
  expect(run('macro.undo', { ...undo, messageId: idOf(0x99) })).toBe('already-sent')
  expect(run('macro.undo', undo, { by: anAgent({ id: idOf(0x99) }) })).toBe('not-allowed')
  expect(desk.rows.get('cases', row.id)).toEqual(before)
})

// Catches an undo that wipes out what a colleague did in these ten seconds.
test('what a colleague changed since stays, and the rest goes back', () => {
  const { desk, run, undo } = applied()
  const bea = anAgent({ id: idOf(0x98) })
  expect(desk.run(bea, 'case.change-tags', { caseId: row.id, add: ['theirs'], remove: [] })).toBeNull()
  expect(desk.run(bea, 'case.set-priority', { caseId: row.id, priority: 'urgent' })).toBeNull()
  expect(run('macro.undo', undo)).toBeNull()
  const back = desk.rows.get('cases', row.id)
  expect([back?.status, back?.priority, [...(back?.tags ?? [])].sort()]).toEqual(['open', 'urgent', ['late', 'theirs']])
})
