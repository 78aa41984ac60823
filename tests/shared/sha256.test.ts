import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '#shared/sha256.ts'

// Catches a constant, a shift or a padding that is wrong for some length: the hash would prove nothing to anybody else.
test('the hash of any text is the one that everybody else gets', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 2000 })), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    }),
    { numRuns: 300 },
  )
})

test('half a surrogate pair is hashed as every encoder writes it', () => {
  expect(sha256('a\ud800b')).toBe(createHash('sha256').update(Buffer.from('a\ufffdb', 'utf8')).digest('hex'))
})
