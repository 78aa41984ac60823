import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { electronProgramName } from '#tools/electron-runtime.mjs'

// Another built desktop may stand in for the project's own: tests/mutants plays these stories on what is wrong on purpose.
const root = process.env['TIERDESK_APP'] ?? fileURLToPath(new URL('../../', import.meta.url))
const dist = process.env['TIERDESK_ELECTRON_DIST']
const program = dist === undefined ? null : join(dist, electronProgramName())
const isRoot = process.getuid?.() === 0

/** Why the tests in Electron cannot run here: the reason to name in `test.skip`; null when they can. */
export const noElectron =
  program !== null && existsSync(program)
    ? null
    : 'No Electron runtime: TIERDESK_ELECTRON_DIST names no folder that holds one. `npm test` fetches one where it can.'

export interface DesktopOptions {
  /** The folder of the profile. Two starts on the same folder are the same desk. */
  readonly userData: string
  /** The origin of the central service, e.g. `http://127.0.0.1:4510`. */
  readonly serviceUrl: string
  /** A folder of policy files in place of the system's; none of those of this computer count in a test. */
  readonly policies?: string
  /** Whether IT lets keys lie in a file. The computers of tests have no store for them, so without this nobody stays signed in. */
  readonly allowsPlainKeys?: boolean
  /** A link that it is started by, or what else stands behind its name. */
  readonly args?: readonly string[]
  /** What else it is started with. */
  readonly environment?: Readonly<Record<string, string>>
  /** A module that is loaded into the main process before anything of ours. */
  readonly firstModule?: string
}

/** A started desktop: Playwright's handle on the main process, and the one window. */
export interface LaunchedDesktop {
  readonly app: ElectronApplication
  readonly window: Page
}

/** Starts the built desktop and waits for its window. Close it with `app.close()`. */
export async function launchDesktop(options: DesktopOptions): Promise<LaunchedDesktop> {
  const app = await _electron.launch({
    executablePath: existingProgram(),
    // A fake microphone, so that a refusal is the desktop's and not the machine's.
    args: ['--use-fake-device-for-media-stream', ...firstOf(options), ...desktopArguments(options)],
    env: desktopEnvironment(options),
    // Playwright would force light colours, and the desktop's own choice could not be seen.
    colorScheme: null,
  })
  // What a test types reaches the window past the system, which takes its display for left alone and would have the desk locked.
  await app.evaluate(({ powerMonitor }) => void Object.assign(powerMonitor, { getSystemIdleTime: () => 0 }))
  const window = await app.firstWindow()
  await window.waitForLoadState('load')
  return { app, window }
}

/** Starts the desktop as a person would and waits until it ends by itself: its exit code and what it said on stderr, dialogs included. */
export async function runDesktop(options: DesktopOptions): Promise<{ code: number | null; stderr: string }> {
  const dialogs = join(import.meta.dirname, 'dialogs-to-stderr.cjs')
  const child = spawn(existingProgram(), ['-r', dialogs, ...desktopArguments(options)], {
    env: desktopEnvironment(options),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const forced = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await once(child, 'close')
  clearTimeout(forced)
  return { code: child.exitCode, stderr }
}

function existingProgram(): string {
  if (program === null || noElectron !== null) throw new Error(noElectron ?? 'No Electron runtime.')
  return program
}

const firstOf = ({ firstModule }: DesktopOptions): string[] => (firstModule === undefined ? [] : ['-r', firstModule])

function desktopArguments({ args = [] }: DesktopOptions): string[] {
  return [...(isRoot ? ['--no-sandbox'] : []), root, ...args]
}

/** What a desktop of these options is started with: the variables of this process, and those that say where it keeps and asks. */
export function desktopEnvironment(options: DesktopOptions): Record<string, string> {
  const {
    userData,
    serviceUrl,
    policies = join(userData, 'policies-of-the-test'),
    environment,
    allowsPlainKeys = true,
  } = options
  if (allowsPlainKeys) {
    mkdirSync(policies, { recursive: true })
    const content = JSON.stringify({ Enforced: { PlainTextKeysAllowed: true } })
    writeFileSync(join(policies, '00-keys.json'), content, { mode: 0o644 })
  }
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(inherited),
    TIERDESK_USER_DATA: userData,
    TIERDESK_SERVICE_URL: serviceUrl,
    TIERDESK_POLICY_DIR: policies,
    ...environment,
  }
}
