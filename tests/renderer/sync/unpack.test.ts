import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedPage, limits } from '#shared/sync/protocol.ts'
import { unpackPage } from '#renderer/sync/unpack.ts'

const page = { base: 'a', to: 'b', isLast: true, results: [] }
const packed = (json: string) => ({ ...page, changes: new Uint8Array(deflateRawSync(Buffer.from(json))) })
const changes = fc.array(
  fc.record({
    t: fc.string(),
    id: fc.string(),
    v: fc.nat(),
    row: fc.record({ id: fc.string(), subject: fc.string({ unit: 'grapheme', maxLength: 400 }) }),
  }),
)

// Catches: a letter that is cut in two where the stream hands over the next piece.
test('a packed page unpacks to what was packed', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      expect(await unpackPage(packed(JSON.stringify(all)), FeedPage)).toEqual({ ...page, changes: all })
    }),
    { numRuns: 60 },
  )
})

// Catches: a bad frame that is applied in part, that hangs, or that ends the window.
test('bytes that were bent, cut short or never packed are refused', async () => {
  const whole = packed(JSON.stringify([{ t: 'cases', id: 'x', v: 1, row: { id: 'x', subject: 'x'.repeat(3000) } }]))
  const bent = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.nat(whole.changes.length - 1).map((length) => whole.changes.slice(0, length)),
    fc.constantFrom('{}', '[1]', '[{"t":1}]', 'null', '').map((text) => packed(text).changes),
  )
  await fc.assert(
    fc.asyncProperty(bent, async (bytes) => {
      // Whoever finds it, the stream, the text, the JSON or the schema, says it in words of its own.
      await expect(unpackPage({ ...page, changes: bytes }, FeedPage)).rejects.toBeInstanceOf(Error)
    }),
    { numRuns: 200 },
  )
})

// Catches: a few kB that fill the window's memory.
test('[S21] a page that unpacks to more than a page may be is given up on the way', async () => {
  const bomb = deflateRawSync(Buffer.alloc(limits.unpackedBytes * 8))
  await expect(unpackPage({ ...page, changes: new Uint8Array(bomb) }, FeedPage)).rejects.toThrow(
    'more than a page may be',
  )
})
