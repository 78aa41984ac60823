import { open, readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

/** How a profile's database files get damaged. */
export const damages = ['flipped-bits', 'cut-log', 'zeroed-manifest'] as const
export type Damage = (typeof damages)[number]

const flippedBytes = 64

/** Damages the LevelDB that Chromium keeps the IndexedDB of one origin in. Chromium must not be running. */
export async function damageIndexedDb(profile: string, damage: Damage): Promise<void> {
  const folder = await databaseFolder(profile)
  const names = await readdir(folder)
  const of = (pattern: RegExp): string[] => names.filter((name) => pattern.test(name)).map((name) => join(folder, name))
  if (damage === 'zeroed-manifest') {
    for (const path of of(/^MANIFEST/)) await overwrite(path, 0, Buffer.alloc(flippedBytes))
    return
  }
  for (const path of of(/\.log$/)) {
    const { size } = await stat(path)
    if (size === 0) continue
    if (damage === 'cut-log') await truncate(path, Math.floor(size * 0.8))
    else await flip(path, Math.floor(size * 0.6))
  }
}

/** The folder of an origin's databases in a profile. */
export async function databaseFolder(profile: string): Promise<string> {
  const root = join(profile, 'Default', 'IndexedDB')
  const name = (await readdir(root)).find((one) => one.endsWith('.indexeddb.leveldb'))
  if (name === undefined) throw new Error(`${root} holds no LevelDB: this Chromium keeps IndexedDB in another way.`)
  return join(root, name)
}

async function overwrite(path: string, at: number, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.write(bytes, 0, bytes.length, at)
  } finally {
    await file.close()
  }
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const bytes = Buffer.alloc(flippedBytes)
    const { bytesRead } = await file.read(bytes, 0, flippedBytes, at)
    const flipped = bytes.subarray(0, bytesRead).map((byte) => byte ^ 0xff)
    await file.write(flipped, 0, flipped.length, at)
  } finally {
    await file.close()
  }
}
