import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasAllPackages } from '../../tools/installed-packages.mjs'
import { runNpm } from '../../tools/run.mjs'

/** The peers are not here and cannot be had. */
export class PeersMissing extends Error {}

const folder = import.meta.dirname

type Lock = Parameters<typeof hasAllPackages>[0]
const readLock = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')) as Lock

function areInstalled(): boolean {
  // npm writes its own list last, so an interrupted install has none.
  const list = join(folder, 'node_modules', '.package-lock.json')
  return existsSync(list) && hasAllPackages(readLock(join(folder, 'package-lock.json')), readLock(list))
}

/** Installs what Tierdesk is measured against, unless it is here. Throws PeersMissing where the registry cannot be reached. */
export async function ensurePeers(): Promise<void> {
  if (areInstalled()) return
  process.stdout.write('Installing the peers of the bench (once) ...\n')
  const { code, output } = await runNpm(['ci', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    quiet: true,
  })
  if (code === 0) return
  throw new PeersMissing(
    `${output.trim()}\nThe peers that Tierdesk is measured against could not be installed. They come from the package registry, once: connect this machine to it and run the bench again. "npm run bench -- desk" needs none.`,
  )
}

/** The versions of the peers, as they are pinned. */
export function peerVersions(): Readonly<Record<string, string>> {
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  return devDependencies
}
