import { access, constants, mkdir, readFile, readdir, statfs, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { lockFolder } from './folder-lock.ts'
import { StartRefused } from './start-refused.ts'
import { codeOf, orWhenAbsent } from './system-errors.ts'

const MARKER = 'tierdesk-folder.json'
const FORMAT = 1
const MEBIBYTE = 1024 * 1024
// A new PostgreSQL cluster takes about 50 MB and its first write-ahead log another 64 MB.
const BYTES_NEEDED_TO_CREATE = 200 * MEBIBYTE
const BYTES_NEEDED_TO_START = 50 * MEBIBYTE

const Marker = z.object({ product: z.literal('tierdesk'), format: z.number().int().positive() })

/** A folder this process alone may use until `release()`; `fresh` when it held nothing before. */
export type ClaimedFolder = { fresh: boolean; release(): Promise<void> }

/** Where Tierdesk keeps its files when TIERDESK_DATA does not say: a folder of this user by the custom of the platform. */
export function defaultDataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  isRoot: boolean = process.getuid?.() === 0,
): string {
  const home = homedir()
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Tierdesk')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tierdesk')
  // PostgreSQL never runs as root, and no other user can look into root's home.
  if (isRoot) return '/var/lib/tierdesk'
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'tierdesk')
}

/** Takes the data folder for this process, creating it when absent. Throws StartRefused, with nothing touched, where that cannot be. */
export async function claimDataFolder(path: string): Promise<ClaimedFolder> {
  const fresh = await isFresh(path)
  await requireSpace(path, fresh)
  const lock = await lockFolder(path)
  try {
    if (fresh) await writeFile(join(path, MARKER), `${JSON.stringify({ product: 'tierdesk', format: FORMAT })}\n`)
  } catch (error) {
    await lock.release()
    throw asRefusal(error, path)
  }
  return { fresh, release: () => lock.release() }
}

/** Whether the folder is new or empty, after proving that it is ours, that this version can read it, and that it can be written. */
async function isFresh(path: string): Promise<boolean> {
  try {
    await mkdir(path, { recursive: true, mode: 0o711 })
    const entries = (await readdir(path)).filter((name) => name !== 'lost+found')
    const marker = await orWhenAbsent(readFile(join(path, MARKER), 'utf8'), undefined)
    if (marker === undefined && entries.length > 0) throw foreignFolder(path)
    if (marker !== undefined) requireReadable(path, marker)
    await access(path, constants.W_OK)
    return marker === undefined
  } catch (error) {
    throw asRefusal(error, path)
  }
}

function requireReadable(path: string, text: string): void {
  const marker = Marker.safeParse(parsedOrUndefined(text))
  if (!marker.success) throw foreignFolder(path)
  if (marker.data.format > FORMAT) {
    throw new StartRefused(
      `The data folder ${path} was written by a newer Tierdesk (format ${marker.data.format}, this version reads ${FORMAT}). Update Tierdesk, or set TIERDESK_DATA to another folder.`,
    )
  }
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A marker that is no JSON was not written by Tierdesk: the caller reports the folder as foreign.
    return undefined
  }
}

async function requireSpace(path: string, fresh: boolean): Promise<void> {
  const { bavail, bsize } = await statfs(path)
  const refusal = spaceRefusal(path, bavail * bsize, fresh)
  if (refusal !== undefined) throw refusal
}

/** The refusal for a disk with `freeBytes` left, or undefined where a start fits. */
export function spaceRefusal(path: string, freeBytes: number, fresh: boolean): StartRefused | undefined {
  const needed = fresh ? BYTES_NEEDED_TO_CREATE : BYTES_NEEDED_TO_START
  if (freeBytes >= needed) return undefined
  return new StartRefused(
    `The disk of ${path} has ${Math.floor(freeBytes / MEBIBYTE)} MB free and Tierdesk needs ${needed / MEBIBYTE} MB. Free some space, or set TIERDESK_DATA to a folder on another disk.`,
  )
}

function foreignFolder(path: string): StartRefused {
  return new StartRefused(
    `The folder ${path} holds files that are not Tierdesk's, so it was left untouched. Set TIERDESK_DATA to an empty or new folder.`,
  )
}

function asRefusal(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartRefused(
        `The disk of ${path} is full. Free some space, or set TIERDESK_DATA to a folder on another disk.`,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartRefused(
        `Tierdesk may not write to ${path}. Allow it for this user, or set TIERDESK_DATA to another folder.`,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartRefused(`${path} is a file, not a folder. Set TIERDESK_DATA to a folder.`)
    default:
      return error
  }
}
