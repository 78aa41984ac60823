import { createHash } from 'node:crypto'

/** A UUID (version 8, lower case) that follows from the parts alone: the same parts give the same id on every machine. */
export function stableId(...parts: string[]): string {
  // Each part carries its length, so that ('ab', 'c') and ('a', 'bc') stay apart.
  const bytes = createHash('sha256')
    .update(parts.map((part) => `${part.length}:${part}`).join(','))
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
