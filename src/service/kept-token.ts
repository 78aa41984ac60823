import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { orWhenAbsent } from './database/system-errors.ts'

/** The token that channels show: made the first time, readable by this user alone. Without a folder it lasts as long as the process. */
export async function keptInboundToken(folder: string | null): Promise<string> {
  if (folder === null) return randomBytes(32).toString('base64url')
  const path = join(folder, 'inbound-token')
  const kept = await orWhenAbsent(readFile(path, 'utf8'), '')
  if (kept !== '') return kept
  const token = randomBytes(32).toString('base64url')
  await writeFile(path, token, { mode: 0o600 })
  return token
}
