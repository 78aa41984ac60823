import { canInstallPackages, installPackages } from './debian.mjs'
import { findProgram, hasDisplay } from './project.mjs'

const PROGRAMS = ['xvfb-run', 'Xvfb', 'xauth']

/** Whether Electron can show windows: there is a display, or Xvfb stands in for one (installed where that is possible). */
export async function ensureDisplay() {
  if (hasDisplay() || hasVirtualDisplay()) return true
  return canInstallPackages() && (await installPackages(['xvfb', 'xauth'])) && hasVirtualDisplay()
}

function hasVirtualDisplay() {
  return PROGRAMS.every((name) => findProgram(name) !== undefined)
}
