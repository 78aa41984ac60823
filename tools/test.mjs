// `npm test`: everything that has to hold, on a bare clone with only Node and npm. Node built-ins only, as it runs before anything is
// installed. All steps run even after a failure, so that one run tells everything.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { electronVersion, findOrFetchElectron } from './electron-runtime.mjs'
import { getTestElectron } from './get-test-electron.mjs'
import { ensureInstalled } from './prepare.mjs'
import { findProgram, hasDisplay, ROOT } from './project.mjs'
import { run, runNpm } from './run.mjs'
import { failuresAgain, summaryLine, testSteps } from './test-steps.mjs'
import { ensureDisplay } from './virtual-display.mjs'

async function findElectronForTests() {
  if (!(await ensureDisplay()))
    return { electron: undefined, electronMissing: 'no display, and no Xvfb to stand in for one' }
  const own = await findOrFetchElectron()
  if (own !== undefined) return { electron: own, electronMissing: '' }
  const test = await getTestElectron()
  return 'folder' in test
    ? { electron: test.folder, electronMissing: '' }
    : {
        electron: undefined,
        electronMissing: `neither Electron 45 nor the test runtime could be fetched: ${test.reason}`,
      }
}

async function findTools() {
  const chromium = await ensureChromium()
  if (chromium === undefined) {
    throw new Error(
      'No Chromium was found and none could be installed. Install Chromium or Chrome, then run npm test again.',
    )
  }
  console.log(`Chromium: ${chromium}`)
  const found = await findElectronForTests()
  console.log(
    `Electron: ${found.electron === undefined ? `none (${found.electronMissing})` : electronVersion(found.electron)}`,
  )
  return {
    chromium,
    ...found,
    hasDisplay: hasDisplay(),
    hasExampleData: existsSync(join(ROOT, '..', 'shared', 'data', 'dev')),
  }
}

/** @param {import('./test-steps.mjs').Step} step @returns {Promise<import('./test-steps.mjs').StepResult>} */
async function runStep({ name, script, skip, env, underVirtualDisplay = false }) {
  console.log(`\n== ${name}`)
  if (skip !== undefined) {
    console.log(skip)
    return { name, outcome: 'skipped' }
  }
  const startedAt = performance.now()
  // Kept as well as shown, so that failures can be said again at the end; a pipe takes the colours away unless they are asked for.
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {}
  const options = { env: { ...process.env, ...colours, ...env }, kept: true }
  const args = ['run', '--silent', script]
  const { code, output } = underVirtualDisplay
    ? await run(findProgram('xvfb-run') ?? 'xvfb-run', ['--auto-servernum', 'npm', ...args], options)
    : await runNpm(args, options)
  const outcome = code === 0 ? 'passed' : 'failed'
  console.log(`-- ${name}: ${outcome} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return { name, outcome, output }
}

try {
  await ensureInstalled()
  const results = []
  for (const step of testSteps(await findTools())) results.push(await runStep(step))
  console.log(`\n${failuresAgain(results)}`)
  for (const { name, outcome } of results) console.log(`${outcome.padEnd(8)} ${name}`)
  console.log(summaryLine(results))
  process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
