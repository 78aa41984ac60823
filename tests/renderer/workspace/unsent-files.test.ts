import { expect, test } from 'vitest'
import { unsentFiles } from '#renderer/workspace/unsent-files.ts'

const file = (id: string) => ({
  id,
  name: `${id}.txt`,
  size: 1,
  type: 'text/plain',
  sha256: 'a'.repeat(64),
  isInline: false,
})

// Catches a text that waits, or was refused, and whose file the service lets go of because only drafts were spoken of.
test('the files of drafts, waiting and refused texts are all asked for, each once', () => {
  const found = unsentFiles({
    drafts: () => [{ attachments: [file('a'), file('b')] }, {}],
    waiting: () => [{ args: { text: 'Without a file.' } }, { args: { attachments: [file('b'), file('c')] } }],
    parked: () => [
      { args: { attachments: [file('d')] }, refused: 'thread-moved' },
      { args: null, refused: 'not-found' },
    ],
  })
  expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
})
