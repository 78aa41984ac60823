import type { z } from 'zod'
import { type PackedPage, limits } from '#shared/sync/protocol.ts'

const format = 'deflate-raw'

/** Whether this window can unpack pages; one that cannot is sent plain ones. */
export function canUnpack(): boolean {
  try {
    void new DecompressionStream(format)
    return true
  } catch {
    // Neither the stream nor this format is in every browser: the one is a ReferenceError, the other a TypeError.
    return false
  }
}

/** The page as `schema` has it. Rejects where the bytes are not the deflated JSON of changes, or unpack to more than a page may be. */
export async function unpackPage<T>({ changes, ...page }: PackedPage, schema: z.ZodType<T>): Promise<T> {
  return schema.parse({ ...page, changes: JSON.parse(await inflated(changes)) as unknown })
}

async function inflated(bytes: Uint8Array | ArrayBuffer): Promise<string> {
  const { readable, writable } = new DecompressionStream(format)
  const reader = readable.getReader()
  const fed = feed(writable, bytes)
  // What goes wrong while bytes are fed is read at the other end, too.
  fed.catch(() => undefined)
  try {
    const text = await readText(reader)
    await fed
    return text
  } catch (error) {
    await Promise.allSettled([fed, reader.cancel()])
    throw error
  }
}

/** Bytes that are handed over at once: a browser unpacks all of a piece before anybody can say that it is too much. */
const pieceBytes = 4096

async function feed(writable: WritableStream<BufferSource>, bytes: Uint8Array | ArrayBuffer): Promise<void> {
  const writer = writable.getWriter()
  const all = new Uint8Array(bytes)
  for (let at = 0; at < all.length; at += pieceBytes) await writer.write(all.subarray(at, at + pieceBytes))
  await writer.close()
}

/** Reads no further than the bound: a few bytes can unpack to more than there is memory. */
async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let left: number = limits.unpackedBytes
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    left -= value.byteLength
    if (left < 0) throw new Error('packed: a page that unpacks to more than a page may be')
    text += decoder.decode(value, { stream: true })
  }
}
