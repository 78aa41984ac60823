/** The sizes in pixels that Linux desktops look for. */
export const linuxIconSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const

/** The sizes in pixels inside the icon of Windows; Explorer shows no larger one. */
export const windowsIconSizes = [16, 24, 32, 48, 64, 128, 256] as const

/** The kinds of picture inside the icon of macOS, each with its size in pixels. */
export const macIconKinds = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 } as const

const mostOfByte = 256

/** An `.ico` of PNG pictures by their sizes: a directory of 16 bytes each, then the pictures (Windows Vista and later read them). */
export function windowsIcon(pictures: ReadonlyMap<number, Buffer>): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.size, 4)
  let offset = head.length + pictures.size * 16
  const entries = [...pictures].map(([size, png]) => {
    const entry = Buffer.alloc(16)
    // One byte each for width and height, where 0 stands for 256.
    entry.writeUInt8(size % mostOfByte, 0)
    entry.writeUInt8(size % mostOfByte, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([head, ...entries, ...pictures.values()])
}

/** An `.icns` of PNG pictures by their kinds: a name and a length of four bytes each before every picture, and before the whole. */
export function macIcon(pictures: ReadonlyMap<string, Buffer>): Buffer {
  const blocks = [...pictures].map(([kind, png]) => block(kind, png))
  return block('icns', Buffer.concat(blocks))
}

function block(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32BE(content.length + head.length, 4)
  return Buffer.concat([head, content])
}
