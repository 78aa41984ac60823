import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, whatever folder a command is called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Where downloads for tests are kept. `npm ci` removes it together with node_modules. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'tierdesk')

/** The Node 24 that came with the project's packages. */
export function projectNode() {
  return join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** @param {string} name @returns {string | undefined} the full path of a program found in PATH */
export function findProgram(name) {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name + suffix))
    .find((path) => existsSync(path))
}

export const isRoot = process.getuid?.() === 0

/** Whether a window could be shown. Only Linux is ever without a display. */
export function hasDisplay(environment = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
}
