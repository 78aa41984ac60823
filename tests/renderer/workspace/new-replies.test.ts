import { expect, test } from 'vitest'
import type { Row } from '#shared/tables.ts'
import { newReplies } from '#renderer/workspace/new-replies.ts'

const message = (id: string, kind: Row<'messages'>['kind']): Row<'messages'> =>
  ({ id, kind }) as unknown as Row<'messages'>

// Catches a banner that counts a colleague's note as a message of the party, or old messages as new.
test('what is new since a reply are the replies after it, without notes and events', () => {
  const thread = [message('a', 'reply'), message('n', 'note'), message('b', 'reply'), message('e', 'event')]
  expect(newReplies(thread, 'a').map(({ id }) => id)).toEqual(['b'])
  expect(newReplies(thread, 'b')).toEqual([])
  // The reply that was seen is taken back: it stands there as an event, and what came before it is not new.
  expect(newReplies(thread, 'e')).toEqual([])
  expect(newReplies(thread, null).map(({ id }) => id)).toEqual(['a', 'b'])
})
