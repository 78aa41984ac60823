import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs'
import { hasAllPackages } from './installed-packages.mjs'
import { projectNode, ROOT } from './project.mjs'
import { runNpm } from './run.mjs'

/** A step failed for a reason that has been, or is, told in one sentence. */
export class StepFailed extends Error {}

// A build empties this folder first, so the stamp never outlives what it was written for.
const BUILD_STAMP = join(ROOT, 'out', 'main', '.tierdesk-build')
const BUILT_FROM = [
  'src/main',
  'src/preload',
  'src/renderer',
  'src/shared',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tools/bundled-packages.ts',
]

/** Installs the packages of package-lock.json unless exactly those are there. */
export async function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing packages (a few minutes the first time) ...')
  const { code } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) throw new StepFailed('The packages could not be installed. npm says why above.')
}

function isInstalled() {
  // npm writes its own list last, so an interrupted install has none.
  const list = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(projectNode()) || !existsSync(list)) return false
  return hasAllPackages(readJson(join(ROOT, 'package-lock.json')), readJson(list))
}

/** @param {string} path @returns {import('./installed-packages.mjs').Lock} */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Builds the window and the desktop app unless they are built from exactly these sources. */
export async function ensureBuilt() {
  const wanted = fingerprint(ROOT, BUILT_FROM)
  if (isStamped(BUILD_STAMP, wanted)) return
  console.log('Building the window ...')
  const { code, output } = await runNpm(['run', '--silent', 'build'], { quiet: true })
  if (code !== 0) throw new StepFailed(`${output}\nThe window could not be built. The compiler says why above.`)
  writeStamp(BUILD_STAMP, wanted)
}
