import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { linuxIconSizes, macIcon, macIconKinds, windowsIcon, windowsIconSizes } from '#tools/package/icon-files.ts'
import { ROOT } from '#tools/project.mjs'

const folder = join(ROOT, 'resources', 'icons')

/** Width of a PNG, which begins with its signature and, at byte 16, its size (PNG specification, 11.2.2). */
function pngWidth(png: Buffer): number {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  return png.readUInt32BE(16)
}

describe('the icons', () => {
  test('for Windows hold a picture of each size, where their directory says', () => {
    const ico = readFileSync(join(folder, 'icon.ico'))
    const found = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => {
      const entry = 6 + at * 16
      const start = ico.readUInt32LE(entry + 12)
      return pngWidth(ico.subarray(start, start + ico.readUInt32LE(entry + 8)))
    })
    expect(found).toEqual([...windowsIconSizes])
  })

  test('for macOS hold a picture of each kind, and are as long as they say', () => {
    const icns = readFileSync(join(folder, 'icon.icns'))
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const found = new Map<string, number>()
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      found.set(icns.toString('latin1', at, at + 4), pngWidth(icns.subarray(at + 8)))
    expect(Object.fromEntries(found)).toEqual(macIconKinds)
  })

  test('for Linux are there in each size, by the names that electron-builder reads', () => {
    const names = readdirSync(join(folder, 'linux'))
    expect(names.sort()).toEqual(linuxIconSizes.map((size) => `${size}x${size}.png`).sort())
    for (const name of names) expect(`${pngWidth(readFileSync(join(folder, 'linux', name)))}`).toBe(name.split('x')[0])
  })

  test('say 0 for the width that a byte cannot hold', () => {
    expect(windowsIcon(new Map([[256, Buffer.from('x')]])).readUInt8(6)).toBe(0)
    expect(macIcon(new Map([['ic07', Buffer.from('xyz')]])).readUInt32BE(4)).toBe(19)
  })
})
