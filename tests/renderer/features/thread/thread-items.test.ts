import { expect, test } from 'vitest'
import type { Row } from '#shared/tables.ts'
import type { ParkedEntry } from '#renderer/workspace/workspace.ts'
import { heldText } from '#renderer/features/thread/held-text.ts'
import { threadItems } from '#renderer/features/thread/thread-items.ts'

const message = (id: string, at: string): Row<'messages'> => ({
  id,
  caseId: 'case',
  kind: 'reply',
  author: { kind: 'party', id: null, name: 'Liza' },
  text: id,
  html: null,
  at,
  macroId: null,
  event: null,
  source: null,
})

const parked = (name: string, args: unknown): ParkedEntry => ({
  opId: `op ${name}`,
  name,
  args,
  at: '2026-11-20T10:00:00.000Z',
  dependsOn: [],
  refused: 'thread-moved',
  about: undefined,
  parkedAt: '2026-11-22T10:00:00.000Z',
})

// Catches a refused reply standing among old messages, where nobody sees it.
test('each day is named once, and what was refused stands at the end whenever it was written', () => {
  const refused = parked('case.reply', { caseId: 'case', text: 'Hi', afterReplyId: 'a' })
  const items = threadItems(
    [
      message('a', '2026-11-21T09:00:00.000Z'),
      message('b', '2026-11-21T09:05:00.000Z'),
      message('c', '2026-11-22T09:00:00.000Z'),
    ],
    [refused],
    [],
  )
  expect(items.map(({ kind }) => kind)).toEqual(['day', 'message', 'message', 'day', 'message', 'parked'])
})

// Catches an agent's text lost because the step that carried it was of another kind.
test('the text of a refused reply, note or macro can be had again; other steps have none', () => {
  const isNote = (id: string): boolean => id === 'note-macro'
  expect(heldText(parked('case.reply', { text: 'Hi', afterReplyId: 'a', status: 'solved' }), isNote)).toEqual({
    kind: 'reply',
    text: 'Hi',
    afterReplyId: 'a',
    macroId: null,
    partyIds: [],
    attachments: [],
  })
  expect(heldText(parked('case.note', { text: 'Seen' }), isNote)?.kind).toBe('note')
  expect(heldText(parked('macro.apply', { text: 'M', macroId: 'note-macro', afterReplyId: null }), isNote)?.kind).toBe(
    'note',
  )
  expect(heldText(parked('macro.apply', { text: 'M', macroId: 'm', afterReplyId: null }), isNote)?.kind).toBe('reply')
  expect(heldText(parked('case.set-status', { status: 'solved' }), isNote)).toBeNull()
})
