import { CopyHead } from '#shared/sync/protocol.ts'
import type { Pack } from './disk.ts'
import type { CopyPage } from './link.ts'

/** Of the length that stands before the head, in bytes. */
const lengthBytes = 4

/**
 * Reads a page of a whole copy: the length of the head (big-endian), the head as JSON, then the bodies one after the other. Bodies are
 * stretches of the page, not looked into. Throws where the page is not as its head says: it was cut short on the way.
 */
export function readCopyPage(page: ArrayBuffer): CopyPage {
  if (page.byteLength < lengthBytes) throw new Error('copy: a page without a head')
  const headBytes = new DataView(page).getUint32(0)
  if (lengthBytes + headBytes > page.byteLength) throw new Error('copy: a head longer than its page')
  const { packs: heads, ...rest } = CopyHead.parse(
    JSON.parse(new TextDecoder().decode(new Uint8Array(page, lengthBytes, headBytes))),
  )
  const packs: Pack[] = []
  let at = lengthBytes + headBytes
  for (const head of heads) {
    if (head.bytes < 0 || at + head.bytes > page.byteLength) throw new Error('copy: a page that was cut short')
    packs.push({ head, body: new Uint8Array(page, at, head.bytes) })
    at += head.bytes
  }
  if (at !== page.byteLength) throw new Error('copy: a page with more than its head names')
  return { ...rest, packs }
}
