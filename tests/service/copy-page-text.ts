import { inflateSync } from 'node:zlib'
import { CopyHead } from '#shared/sync/protocol.ts'

/** A page of a whole copy as it came over HTTP, taken apart: its head, and its bodies as JSON texts. Throws where it has something behind it. */
export async function copyPageText(answer: Response): Promise<{ head: CopyHead; bodies: string[] }> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  let at = 4 + bytes.readUInt32BE(0)
  const head = CopyHead.parse(JSON.parse(bytes.subarray(4, at).toString()))
  const bodies = head.packs.map(({ bytes: length, parents }) => {
    const body = bytes.subarray(at, (at += length))
    return (parents === undefined ? body : inflateSync(body)).toString()
  })
  if (at !== bytes.length) throw new Error('The page is not as long as its head says.')
  return { head, bodies }
}
