import { existsSync } from 'node:fs'
import { isRoot } from './project.mjs'
import { run } from './run.mjs'

/** Whether packages of the system can be installed from here: a Debian (or child of it), as root. */
export function canInstallPackages() {
  return process.platform === 'linux' && isRoot && existsSync('/usr/bin/apt-get')
}

/** Installs packages of the system; false where one could not be had. @param {string[]} names */
export async function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  console.log(`Installing ${names.join(', ')} by apt-get ...`)
  await run('apt-get', ['update', '-q'], { env, quiet: true })
  const { code } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
    env,
    quiet: true,
  })
  return code === 0
}
