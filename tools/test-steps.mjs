import { stripVTControlCharacters } from 'node:util'

/**
 * One step of `npm test`. `skip` is the reason it cannot run here, `before` what it needs that is not a check of its own.
 * @typedef {{ name: string, script: string, skip?: string | undefined, env?: NodeJS.ProcessEnv, underVirtualDisplay?: boolean }} Step
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', output?: string }} StepResult
 */

/**
 * Everything `npm test` runs, in order, for what was found on this machine.
 * @param {{ chromium: string | undefined, electron: string | undefined, electronMissing: string, hasDisplay: boolean, hasExampleData: boolean }} found
 * @returns {Step[]}
 */
export function testSteps({ chromium, electron, electronMissing, hasDisplay, hasExampleData }) {
  return [
    { name: 'format', script: 'format:check' },
    { name: 'lint', script: 'lint' },
    { name: 'types', script: 'types' },
    { name: 'boundaries', script: 'boundaries' },
    { name: 'dead code', script: 'dead-code' },
    { name: 'unit tests', script: 'test:unit' },
    { name: 'browser tests', script: 'test:browser', env: { TIERDESK_CHROMIUM: chromium } },
    { name: 'service tests', script: 'test:service' },
    {
      name: 'extra: tests on example data',
      script: 'test:data',
      skip: hasExampleData ? undefined : 'not run: there is no ../shared/data/dev beside the project',
    },
    { name: 'build', script: 'build' },
    { name: 'end to end in Chromium', script: 'e2e', env: { TIERDESK_CHROMIUM: chromium } },
    {
      name: 'end to end in Electron',
      script: 'e2e:electron',
      env: { TIERDESK_ELECTRON_DIST: electron, ELECTRON_OVERRIDE_DIST_PATH: electron },
      underVirtualDisplay: !hasDisplay,
      skip: electron === undefined ? `SKIPPED: no Electron runtime (${electronMissing})` : undefined,
    },
  ]
}

/** The closing line: one word, then the three counts. @param {StepResult[]} results */
export function summaryLine(results) {
  /** @param {StepResult['outcome']} outcome */
  const count = (outcome) => results.filter((result) => result.outcome === outcome).length
  return `steps: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`
}

const lastLines = 48
const widestLine = 220

/**
 * What the failed steps said last, to be said again under everything else: a thousand lines of the steps behind them are above it, and
 * where the checks run on another machine the end is often all that is kept. Runners of tests print their failures at their end, and
 * what passed (✓) says nothing about them.
 * @param {StepResult[]} results
 * @returns {string} empty where nothing failed
 */
export function failuresAgain(results) {
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  return failed
    .map(({ name, output = '' }) => {
      const lines = stripVTControlCharacters(output)
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '' && !/^\s*✓/.test(line))
      const shown = lines.slice(-lastLines).map((line) => line.slice(0, widestLine))
      return [`== ${name}, what it said last`, ...shown, ''].join('\n')
    })
    .join('\n')
}
