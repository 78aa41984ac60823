import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { canInstallPackages, installPackages } from './debian.mjs'
import { findProgram, projectNode, ROOT } from './project.mjs'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLAYWRIGHT = join(ROOT, 'node_modules', 'playwright')
const DOWNLOAD_WITHIN_MS = 300_000

/** The full path of a Chromium: the system's, else Playwright's, else from the Debian package manager; undefined where none can be had. */
export async function ensureChromium() {
  return findInstalled() ?? (await playwrightChromium()) ?? (await debianChromium())
}

function findInstalled() {
  const named = process.env['TIERDESK_CHROMIUM']
  if (named !== undefined && existsSync(named)) return named
  return NAMES.map((name) => findProgram(name)).find((path) => path !== undefined)
}

async function playwrightChromium() {
  const present = await playwrightPath()
  if (present !== undefined) return present
  console.log('Fetching a Chromium for tests (once) ...')
  await run(projectNode(), [join(PLAYWRIGHT, 'cli.js'), 'install', 'chromium'], {
    quiet: true,
    timeoutMs: DOWNLOAD_WITHIN_MS,
  })
  return playwrightPath()
}

async function playwrightPath() {
  // Asked in a process of its own: Playwright is a package, and the tools load built-ins only.
  const library = JSON.stringify(pathToFileURL(join(PLAYWRIGHT, 'index.mjs')).href)
  const program = `import(${library}).then(({ chromium }) => process.stdout.write(chromium.executablePath()))`
  const { code, output } = await run(projectNode(), ['--eval', program], { quiet: true })
  return code === 0 && existsSync(output) ? output : undefined
}

async function debianChromium() {
  if (!canInstallPackages() || !(await installPackages(['chromium', 'fonts-noto-core', 'fonts-noto-cjk'])))
    return undefined
  return findInstalled()
}
