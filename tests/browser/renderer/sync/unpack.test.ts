import { expect, test } from 'vitest'
import { FeedPage, limits } from '#shared/sync/protocol.ts'
import { canUnpack, unpackPage } from '#renderer/sync/unpack.ts'

const page = { base: 'a', to: 'b', isLast: true, results: [] }
const packed = async (blob: Blob) => ({
  ...page,
  changes: await new Response(blob.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
})

// Catches: a stream of the browser that does not do what Node's does.
test('[S21] a browser unpacks a page, and gives up one that is larger than a page may be', async () => {
  expect(canUnpack()).toBe(true)
  const changes = Array.from({ length: 500 }, (_, n) => ({
    t: 'cases',
    id: `${n}`,
    v: n,
    row: { id: `${n}`, text: '例' },
  }))
  expect(await unpackPage(await packed(new Blob([JSON.stringify(changes)])), FeedPage)).toEqual({ ...page, changes })
  const bomb = await packed(new Blob([new Uint8Array(limits.unpackedBytes * 8)]))
  await expect(unpackPage(bomb, FeedPage)).rejects.toThrow('more than a page may be')
  await expect(unpackPage({ ...page, changes: new ArrayBuffer(8) }, FeedPage)).rejects.toBeInstanceOf(Error)
})
