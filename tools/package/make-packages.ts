import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { electronVersion, findElectron } from '../electron-runtime.mjs'
import { getTestElectron } from '../get-test-electron.mjs'
import { ROOT } from '../project.mjs'
import { run, runNpm } from '../run.mjs'
import { Lock, billOfMaterials } from './bill-of-materials.ts'
import { makeTarget } from './make-target.ts'
import type { Packing } from './pack-edition.ts'
import type { PackageOptions } from './package-options.ts'
import { projectElectronVersion } from './electron-builder.ts'
import { isInstalled, whyNot } from './programs.ts'
import { type ReleaseFile, type TargetResult, exitCodeOf, releaseFile, resultTable, sumsText } from './release-files.ts'
import { resourcesOf } from './packed-folder.ts'
import { signingFrom } from './signing.ts'
import { targetNames } from './targets.ts'

const FOLDER = join(ROOT, 'out', 'package')

/** Where the files of a build lie: those of a test build never among those of a release. */
export const releaseFolder = (isTestBuild: boolean): string => join(FOLDER, isTestBuild ? 'test-build' : 'release')

/** Builds the app, packs and wraps it for every target, and writes sums, parts and manifest; the exit code. */
export async function makePackages({ named, isTestBuild }: PackageOptions): Promise<number> {
  const packing = await preparePacking(isTestBuild)
  if (isTestBuild)
    console.log(`TEST BUILD with Electron ${packing.electronVersion}: to be tried out, never to be released.`)
  const hasElectron = packing.electronDist !== null
  const { canDownload } = packing
  const machine = { platform: process.platform, canDownload, isTestBuild, hasElectron, has: isInstalled }
  const results: TargetResult[] = []
  for (const target of named.length > 0 ? named : targetNames) {
    const why = whyNot(target, machine)
    console.log(why === null ? `${target} ...` : `${target}: not built`)
    results.push(why === null ? await makeTarget(target, packing) : { target, outcome: 'not built', why })
  }
  const files = await writeReleaseFiles(packing, results)
  tellSizes(packing)
  console.log(`\n${resultTable(results)}\n`)
  console.log(
    `${files.length} files in ${releaseFolder(isTestBuild).slice(ROOT.length)}, with SHA256SUMS and release.json.`,
  )
  if (isTestBuild) console.log('This was a TEST BUILD: nothing of it may be given to anybody.')
  return exitCodeOf(results, named)
}

async function preparePacking(isTestBuild: boolean): Promise<Packing> {
  await buildApp()
  const release = releaseFolder(isTestBuild)
  for (const folder of [release, join(FOLDER, 'work'), join(FOLDER, 'logs')])
    rmSync(folder, { recursive: true, force: true })
  mkdirSync(release, { recursive: true })
  const version = z.object({ version: z.string() }).parse(jsonOf('package.json')).version
  const common = { folder: FOLDER, release, version, signing: signingFrom(process.env), packed: new Map() }
  if (!isTestBuild) {
    const canDownload = await reachesGithub()
    return {
      ...common,
      isTestBuild,
      canDownload,
      electronVersion: projectElectronVersion(),
      electronDist: ownElectron(),
    }
  }
  const test = await getTestElectron()
  if ('reason' in test) throw new Error(`There is no test runtime: ${test.reason}.`)
  const testVersion = electronVersion(test.folder)
  return { ...common, isTestBuild, canDownload: false, electronVersion: testVersion, electronDist: test.folder }
}

/** The project's own runtime, where `npm start` has fetched it; null where none or another one lies here. */
function ownElectron(): string | null {
  const found = process.platform === 'linux' ? findElectron() : undefined
  return found !== undefined && electronVersion(found) === projectElectronVersion() ? found : null
}

/** Always built anew: what is delivered is made of the sources as they are, and of nothing older. */
async function buildApp(): Promise<void> {
  console.log('Building the app ...')
  rmSync(join(ROOT, 'out', 'bundled'), { recursive: true, force: true })
  const { code, output } = await runNpm(['run', '--silent', 'build'], { quiet: true })
  if (code !== 0) throw new Error(`${output}\nThe app could not be built. The compiler says why above.`)
}

/** Whether the tools and runtimes that electron-builder fetches can be had; a mirror that is set counts as yes. */
async function reachesGithub(): Promise<boolean> {
  if ((process.env['ELECTRON_MIRROR'] ?? '') !== '') return true
  try {
    const answer = await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(10_000),
    })
    return answer.ok
  } catch {
    return false // refused, unknown or silent: all the same to who has to fetch from there
  }
}

async function writeReleaseFiles(packing: Packing, results: readonly TargetResult[]): Promise<readonly ReleaseFile[]> {
  const { release, version, isTestBuild } = packing
  const builtAt = new Date().toISOString()
  const runtime = await runtimeVersions(packing)
  const parts = { version, runtime, builtAt, folders: bundledFolders(), lock: Lock.parse(jsonOf('package-lock.json')) }
  writeFileSync(join(release, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(parts), null, 2)}\n`)
  const files: ReleaseFile[] = []
  for (const name of readdirSync(release).sort()) {
    const made = results.find((result) => result.outcome === 'built' && result.file === name)
    const signed = made?.outcome === 'built' ? made.signed : 'unsigned'
    files.push(await releaseFile(join(release, name), { target: made?.target ?? null, signed }))
  }
  const manifest = {
    product: 'Tierdesk',
    version,
    ...(isTestBuild ? { isTestBuild, warning: 'Made with a runtime for tests. Not a release.' } : { isTestBuild }),
    electronVersion: packing.electronVersion,
    builtAt,
    commit: (await run('git', ['rev-parse', 'HEAD'], { quiet: true })).output.trim(),
    targets: results,
    files,
  }
  writeFileSync(join(release, 'release.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const own = await releaseFile(join(release, 'release.json'), { target: null, signed: 'unsigned' })
  writeFileSync(join(release, 'SHA256SUMS'), sumsText([...files, own]))
  return files
}

/** What Electron brings along. It says so itself where its program can run here. */
async function runtimeVersions({ electronDist, electronVersion: version }: Packing): Promise<Record<string, string>> {
  if (electronDist === null) return { electron: version }
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const program = join(electronDist, 'electron')
  const { code, output } = await run(program, ['-p', 'JSON.stringify(process.versions)'], { env, quiet: true })
  if (code !== 0) return { electron: version }
  const { node } = z.object({ node: z.string() }).parse(JSON.parse(output))
  return { electron: version, node }
}

function bundledFolders(): readonly string[] {
  const folder = join(ROOT, 'out', 'bundled')
  const lists = readdirSync(folder).map((name) => z.array(z.string()).parse(jsonOf(join('out', 'bundled', name))))
  return lists.flat()
}

function tellSizes({ packed, isTestBuild }: Packing): void {
  for (const [name, edition] of packed) {
    if ('failed' in edition) continue
    const asar = join(resourcesOf(edition), 'app.asar')
    console.log(
      `${name}: app.asar has ${(statSync(asar).size / 1_048_576).toFixed(2)} MiB (at most 8)${isTestBuild ? ', test build' : ''}`,
    )
  }
}

const jsonOf = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
