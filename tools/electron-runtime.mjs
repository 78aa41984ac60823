import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, ROOT } from './project.mjs'
import { run } from './run.mjs'

const PACKAGE = join(ROOT, 'node_modules', 'electron')
const DOWNLOAD_WITHIN_MS = 120_000

/** The name of the Electron program inside a folder of its distribution. */
export function electronProgramName(platform = process.platform) {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron'
}

/** The folder of a usable Electron runtime that is here already: the one named by the environment, else the project's own. */
export function findElectron(environment = process.env) {
  const installed = existsSync(join(PACKAGE, 'path.txt')) ? join(PACKAGE, 'dist') : undefined
  return [environment['ELECTRON_OVERRIDE_DIST_PATH'], installed].find(
    (folder) => folder !== undefined && existsSync(join(folder, electronProgramName())),
  )
}

/** As findElectron, fetching the project's own runtime where none is here; undefined where it cannot be had. */
export async function findOrFetchElectron() {
  const found = findElectron()
  if (found !== undefined) return found
  console.log('Fetching the Electron runtime (once) ...')
  const installer = join(PACKAGE, 'install.js')
  await run(projectNode(), [installer], { quiet: true, timeoutMs: DOWNLOAD_WITHIN_MS })
  return findElectron()
}

/** The version an Electron distribution says it is, such as 45.4.1. @param {string} folder */
export function electronVersion(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version'
}
