import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { projectNode, ROOT } from '../project.mjs'
import { run } from '../run.mjs'

/** One run of electron-builder: what it is to make, of what, with which tools. */
export interface BuilderRun {
  /** Names the files of this run: its configuration and its log. */
  readonly name: string
  readonly platform: 'linux' | 'win32' | 'darwin'
  readonly builderTargets: readonly string[]
  readonly configuration: Configuration
  /** A folder that is packed already; without it one is packed. */
  readonly prepackaged: string | null
  readonly environment: NodeJS.ProcessEnv
  readonly folder: string
}

const withinMs = 900_000
const platformFlags = { linux: '--linux', win32: '--win', darwin: '--mac' } as const

/** Runs electron-builder as its own process, for its variables are read once. Resolves to why it failed, or null. */
export async function runElectronBuilder(asked: BuilderRun): Promise<string | null> {
  const configuration = join(asked.folder, 'configuration', `${asked.name}.json`)
  const log = join(asked.folder, 'logs', `${asked.name}.log`)
  for (const path of [configuration, log]) mkdirSync(dirname(path), { recursive: true })
  writeFileSync(configuration, `${JSON.stringify(asked.configuration, null, 2)}\n`)
  const cli = join(ROOT, 'node_modules', 'electron-builder', 'cli.js')
  const what = [platformFlags[asked.platform], ...asked.builderTargets, '--x64']
  const how = ['--config', configuration, '--publish', 'never']
  const from = asked.prepackaged === null ? [] : ['--prepackaged', asked.prepackaged]
  const env = { ...process.env, ELECTRON_BUILDER_DISABLE_BUILD_CACHE: 'true', ...asked.environment }
  const { code, output } = await run(projectNode(), [cli, ...what, ...how, ...from], {
    env,
    quiet: true,
    timeoutMs: withinMs,
  })
  writeFileSync(log, output)
  return code === 0 ? null : `${lastFault(output)} (all of it in ${log.slice(ROOT.length)})`
}

/** The line of a log that says what went wrong: electron-builder marks it with ⨯. */
function lastFault(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  return lines.findLast((line) => line.includes('⨯')) ?? lines.findLast((line) => line !== '') ?? 'no output'
}

/** The version of the Electron that the project is built for, as its package says. */
export function projectElectronVersion(): string {
  const installed: unknown = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const version =
    typeof installed === 'object' && installed !== null && 'version' in installed ? installed.version : null
  if (typeof version !== 'string') throw new Error('The package electron is not installed. Run npm ci.')
  return version
}
