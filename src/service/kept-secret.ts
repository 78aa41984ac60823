import { randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { orWhenAbsent } from './database/system-errors.ts'

/** A secret of 256 random bits in a file of the data folder: made the first time, readable by this user alone, on disk when this answers. */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  const kept = await orWhenAbsent(readFile(path, 'utf8'), '')
  if (kept !== '') return kept
  const secret = randomBytes(32).toString('base64url')
  // Never half a secret: it has its name only once it is whole and on disk.
  const made = `${path}.new`
  const file = await open(made, 'w', 0o600)
  try {
    await file.writeFile(secret)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(made, path)
  return secret
}
