import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markedParts } from '#renderer/features/inbox/marked-parts.ts'

const shown = (text: string, words: string[]): string =>
  markedParts(text, words)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('')

test('each word that was searched for is marked wherever it stands, in any case and any script', () => {
  expect(shown('Refund? The REFUND was late.', ['refund', 'late'])).toBe('[Refund]? The [REFUND] was [late].')
  expect(shown('退款还没有到账', ['退款'])).toBe('[退款]还没有到账')
  expect(shown('re refund', ['re', 'refund'])).toBe('[re] [refund]')
  expect(shown('nothing of it', ['refund'])).toBe('nothing of it')
  expect(shown('as it is', [])).toBe('as it is')
})

// Catches a word that is taken for a pattern, and a text that loses or gains a letter by being marked.
test('whatever is searched for, the parts together are the text', () => {
  expect(shown('a+b (c) [d] a.c', ['a+b', '(c)', '[d]', 'a.c'])).toBe('[a+b] [(c)] [[d]] [a.c]')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary', maxLength: 4 })), (text, words) => {
      expect(
        markedParts(text, words)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
