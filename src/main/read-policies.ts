import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readManagedPreferences } from './managed-preferences.ts'
import { type FoundPolicies, nothingFound } from './policy-document.ts'
import { readPolicyFolder } from './policy-files.ts'
import { readRegistry } from './registry-policies.ts'

const run = promisify(execFile)
/** How long a program of the system may take, in milliseconds: the start waits for it. */
const patience = 5000

/**
 * What IT has decided for this computer, from where the system keeps such things. `developersFolder`: another folder of the same files, which
 * only an app that is not packaged looks at. Never rejects.
 */
export function readPolicies(developersFolder: string | null): Promise<FoundPolicies> {
  const root = 0
  if (developersFolder !== null) {
    return readPolicyFolder({ path: developersFolder, owners: [root, process.getuid?.() ?? root] })
  }
  switch (process.platform) {
    case 'win32':
      return readRegistry(exportKey)
    case 'darwin':
      return readManagedPreferences(userInfo().username, plistAsJson)
    case 'linux':
      return readPolicyFolder({ path: '/etc/tierdesk/policies/managed', owners: [root] })
    default:
      return Promise.resolve(nothingFound)
  }
}

async function exportKey(key: string): Promise<Uint8Array | null> {
  // By its whole path: a reg.exe in the working folder is not the system's.
  const reg = join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'reg.exe')
  const options = { windowsHide: true, timeout: patience }
  try {
    await run(reg, ['query', key, '/reg:64'], options)
  } catch (error) {
    // That is how it says that there is no such key.
    if (error instanceof Error && 'code' in error && error.code === 1) return null
    throw error
  }
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-policy-'))
  try {
    const file = join(folder, 'policy.reg')
    await run(reg, ['export', key, file, '/y', '/reg:64'], options)
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function plistAsJson(path: string): Promise<string | null> {
  if (!existsSync(path)) return null
  const { stdout } = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path], { timeout: patience })
  return stdout
}
