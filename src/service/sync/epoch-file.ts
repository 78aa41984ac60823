import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { orWhenAbsent } from '../database/system-errors.ts'

const Remembered = z.object({
  /** The id of the workspace: another database is not an older one. */
  workspace: z.string(),
  epoch: z.string(),
  head: z.number().int().min(0),
})

/** What the service has told windows of, as it remembers it outside of the database. */
export type Remembered = z.infer<typeof Remembered>

/** Reads the file; null where there is none, `damaged` where it cannot be read as one. */
export async function readEpochFile(path: string): Promise<Remembered | 'damaged' | null> {
  const text = await orWhenAbsent(readFile(path, 'utf8'), null)
  if (text === null) return null
  try {
    return Remembered.parse(JSON.parse(text))
  } catch {
    // Whatever it said, it can no longer say that the database is the one windows know.
    return 'damaged'
  }
}

/** Writes the file so that it is on the disk when this settles, and whole whenever the machine stops. */
export async function writeEpochFile(path: string, remembered: Remembered): Promise<void> {
  const next = `${path}.next`
  const file = await open(next, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(remembered)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(next, path)
  // Windows cannot open folders, and keeps renames by itself.
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
