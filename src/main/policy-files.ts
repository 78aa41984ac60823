import { type Stats, constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type FoundPolicies, joined, nothingFound, readJsonDocument, refusedWith } from './policy-document.ts'

/** Where policies lie, and who may have written them. */
export interface PolicyFolder {
  readonly path: string
  /** Users whose files count: root, and in tests whoever runs them. */
  readonly owners: readonly number[]
}

const mostFiles = 100
const mostBytes = 256 * 1024

/** The policies of Linux: every `*.json` of a folder, in the order of their names. Never rejects: what cannot be used is told. */
export async function readPolicyFolder({ path, owners }: PolicyFolder): Promise<FoundPolicies> {
  try {
    const folder = await lstat(path)
    const fault = folder.isDirectory() ? faultOf(folder, owners) : 'is no folder'
    if (fault !== null) return refusedWith(`The policies in ${path} are not used: it ${fault}.`)
    const names = (await readdir(path)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort()
    if (names.length > mostFiles)
      return refusedWith(`The policies in ${path} are not used: there are more than ${mostFiles} files.`)
    return joined(await Promise.all(names.map((name) => readPolicyFile(join(path, name), owners))))
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? nothingFound
      : refusedWith(`The policies in ${path} could not be read (${code}). Let every user read the folder.`)
  }
}

async function readPolicyFile(path: string, owners: readonly number[]): Promise<FoundPolicies> {
  try {
    // A link is refused when it is opened, and what is checked is what was opened: nobody can swap it in between.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stats = await file.stat()
      const fault = stats.isFile() ? faultOf(stats, owners) : 'is no file'
      if (fault !== null) return refusedWith(`${path} is not used: it ${fault}.`)
      if (stats.size > mostBytes) return refusedWith(`${path} is not used: it is larger than ${mostBytes / 1024} kB.`)
      return readJsonDocument(path, await file.readFile('utf8'))
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ELOOP'
      ? refusedWith(`${path} is not used: it is a link. Put the file itself there.`)
      : refusedWith(`${path} could not be read (${code}). Let every user read it, and nobody but root write it.`)
  }
}

/** What is wrong with who may write; null where nothing is. */
function faultOf({ uid, mode }: Stats, owners: readonly number[]): string | null {
  if (!owners.includes(uid)) return 'does not belong to root. Run chown root on it'
  return (mode & 0o022) === 0 ? null : 'can be written by others than root. Run chmod go-w on it'
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
