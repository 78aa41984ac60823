import type { Bytes } from './pack-bytes.ts'

/** The first byte of whatever is deflated in the form of zlib (RFC 1950, a window of 32 kB). No JSON begins with it. */
const zlibMark = 0x78

/** What was deflated, as it was before; other bytes as they are. Rejects where they are damaged. */
export const inflated = (bytes: Bytes): Promise<Bytes> =>
  bytes[0] === zlibMark ? through(bytes, new DecompressionStream('deflate')) : Promise.resolve(bytes)

/** A quarter of its size, for JSON. */
export const deflated = (bytes: Bytes): Promise<Bytes> => through(bytes, new CompressionStream('deflate'))

async function through(bytes: Bytes, { readable, writable }: GenericTransformStream): Promise<Bytes> {
  const writer = (writable as WritableStream<Bytes>).getWriter()
  // What goes wrong is met where the other end is read.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = (readable as ReadableStream<Bytes>).getReader()
  const pieces: Bytes[] = []
  let length = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value)
    length += piece.value.length
  }
  const [only] = pieces
  return only !== undefined && pieces.length === 1 ? only : joined(pieces, length)
}

function joined(pieces: readonly Bytes[], length: number): Bytes {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
