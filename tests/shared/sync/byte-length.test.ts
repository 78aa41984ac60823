import { expect, test } from 'vitest'
import { byteLength } from '#shared/sync/byte-length.ts'

// Catches a count in characters: a text in Thai or with emoji would pass the bound and then be cut off by the socket.
test.each([
  ['plain', { text: 'Hello' }],
  ['accents', { text: 'Größe, naïve' }],
  ['Thai and Chinese', { text: 'สวัสดี 您好' }],
  ['emoji', { text: '👍🏽👨‍👩‍👧' }],
  ['half of an emoji', { text: '\ud83d' }],
  ['quotes and control characters', { text: '"\\\n\u0000' }],
])('the bytes of %s are those of its JSON in UTF-8 [S21]', (_what, value) => {
  expect(byteLength(value)).toBe(new TextEncoder().encode(JSON.stringify(value)).length)
})

test('nothing takes no bytes', () => {
  expect(byteLength(undefined)).toBe(0)
})

// Catches a bound that throws where it should refuse: the batch with it, and everybody's in it, would fail over and over.
test('what no text can hold is more than any bound [S21]', () => {
  const one = 'x'.repeat(300_000)
  expect(byteLength(Array.from({ length: 2_000 }, () => one))).toBe(Infinity)
})
