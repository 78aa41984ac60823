/** How many bytes from the start are looked at. */
export const sniffedBytes = 4096

const unknown = 'application/octet-stream'

const starts: readonly (readonly [type: string, bytes: readonly (number | null)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ['image/bmp', [0x42, 0x4d]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  ['application/gzip', [0x1f, 0x8b]],
  ['audio/mpeg', [0x49, 0x44, 0x33]],
  ['audio/wav', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x41, 0x56, 0x45]],
  ['video/mp4', [null, null, null, null, 0x66, 0x74, 0x79, 0x70]],
]

/** The media type that the bytes themselves show (WHATWG MIME Sniffing, section 6), or plain text, or that nothing is known of them. */
export function mediaTypeOf(head: Uint8Array): string {
  const found = starts.find(([, bytes]) => bytes.every((byte, at) => byte === null || head[at] === byte))
  if (found !== undefined) return found[0]
  return isText(head) ? 'text/plain' : unknown
}

// How long a character of UTF-8 is, by its first byte (RFC 3629, section 4); 0: none begins with it.
const lengthBy = (byte: number): number => {
  if (byte < 0x80) return 1
  if (byte < 0xc2) return 0
  if (byte < 0xe0) return 2
  if (byte < 0xf0) return 3
  return byte < 0xf5 ? 4 : 0
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d

/** UTF-8 without control characters. The last character may be cut off where the head ends. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  for (let at = 0; at < head.length;) {
    const byte = head[at] ?? 0
    const length = lengthBy(byte)
    if (length === 0 || isControl(byte)) return false
    const rest = head.subarray(at + 1, at + length)
    if (rest.some((one) => (one & 0xc0) !== 0x80)) return false
    at += length
  }
  return true
}

/** What the window shows by itself; everything else can be saved. Formats that may hold scripts are not among them. */
export const isPicture = (type: string): boolean => /^image\/(png|jpeg|gif|webp|bmp)$/.test(type)
