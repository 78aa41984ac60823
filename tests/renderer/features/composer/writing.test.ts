import { expect, test } from 'vitest'
import { inserted, nothingWritten, typed } from '#renderer/features/composer/writing.ts'

// Catches a reply that counts as written after a message its author had never seen.
test('what the agent had seen is settled by the first letter and stays so while they go on writing', () => {
  const first = typed(nothingWritten, 'H', 'reply-1')
  const later = typed(first, 'Hi', 'reply-2')
  expect(later).toEqual({ text: 'Hi', macroId: null, afterReplyId: 'reply-1', attachments: [] })
})

// Catches an old mark, or the actions of an old macro, clinging to an entirely new text.
test('a text that is deleted whole leaves nothing behind', () => {
  const written = { text: 'Hello', macroId: 'macro-1', afterReplyId: 'reply-1', attachments: [] }
  expect(typed(written, '', 'reply-2')).toEqual(nothingWritten)
  expect(typed(typed(written, '', 'reply-2'), 'N', 'reply-2').afterReplyId).toBe('reply-2')
})

// Catches a macro that wipes out what the agent had already written.
test('a text is put in where the cursor stands, on lines of its own, and brings its macro along', () => {
  const written = { text: 'Hello Liza,', macroId: null, afterReplyId: 'reply-1', attachments: [] }
  const request = { text: 'Please send a photo.', macroId: 'macro-1', how: 'insert' as const }
  const { writing, cursor } = inserted(written, request, { start: 11, end: 11 }, 'reply-2')
  expect(writing).toEqual({
    text: 'Hello Liza,\n\nPlease send a photo.',
    macroId: 'macro-1',
    afterReplyId: 'reply-1',
    attachments: [],
  })
  expect(cursor).toBe(writing.text.length)
})

// Catches a passage of an SOP that takes the macro and its actions away from the reply around it.
test('a text without a macro leaves the macro that is there', () => {
  const written = { text: 'Hello ', macroId: 'macro-1', afterReplyId: 'reply-1', attachments: [] }
  const request = { text: 'seven days', macroId: null, how: 'insert' as const }
  expect(inserted(written, request, { start: 6, end: 6 }, 'reply-1').writing).toEqual({
    text: 'Hello seven days',
    macroId: 'macro-1',
    afterReplyId: 'reply-1',
    attachments: [],
  })
})
