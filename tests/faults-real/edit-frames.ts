/** What becomes of a message of the service: another text, or nothing. */
export type Edit = (message: string) => string | null

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Rewrites the text messages that a service sends on a websocket. Takes the stream as it comes and answers what to pass on. A server sends
 * its frames unmasked (RFC 6455, section 5.1), and this one neither compresses nor splits them.
 */
export function editFrames(edit: () => Edit | null): (chunk: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0)
  let isOpen = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const out: Buffer[] = []
    if (!isOpen) {
      const at = rest.indexOf(headEnd)
      if (at === -1) return Buffer.alloc(0)
      isOpen = true
      out.push(rest.subarray(0, at + headEnd.length))
      rest = rest.subarray(at + headEnd.length)
    }
    for (let frame = firstFrame(rest); frame !== null; frame = firstFrame(rest)) {
      out.push(edited(rest.subarray(0, frame.end), frame.body, edit()))
      rest = rest.subarray(frame.end)
    }
    return Buffer.concat(out)
  }
}

/** Where the first whole frame's payload begins and ends; null while some of it is still to come. */
function firstFrame(bytes: Buffer): { readonly body: number; readonly end: number } | null {
  if (bytes.length < 2) return null
  const short = (bytes[1] ?? 0) & 0x7f
  const body = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < body) return null
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  return bytes.length < body + length ? null : { body, end: body + length }
}

const wholeText = 0x81

function edited(frame: Buffer, body: number, edit: Edit | null): Buffer {
  if (edit === null || frame[0] !== wholeText) return frame
  const text = frame.toString('utf8', body)
  const next = edit(text)
  if (next === text) return frame
  return next === null ? Buffer.alloc(0) : textFrame(Buffer.from(next))
}

function textFrame(payload: Buffer): Buffer {
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.from([wholeText, length]), payload])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = wholeText
  head[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}
