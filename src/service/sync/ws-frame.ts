/** The first byte of a whole message in one frame (RFC 6455, section 5.2). */
const opening = { text: 0x81, binary: 0x82 } as const

/** A whole message as it goes over a websocket from a server: unmasked, in one frame. The parts are put one after the other. */
export function wsFrame(kind: keyof typeof opening, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([frameHeader(opening[kind], length), ...parts])
}

function frameHeader(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, length])
  const header = Buffer.alloc(length < 65_536 ? 4 : 10)
  header[0] = first
  header[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) header.writeUInt16BE(length, 2)
  else header.writeUIntBE(length, 4, 6)
  return header
}
