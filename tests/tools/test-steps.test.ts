import { expect, test } from 'vitest'
import { summaryLine, testSteps } from '#tools/test-steps.mjs'

const found = {
  chromium: '/bin/chromium',
  electron: '/electron',
  electronMissing: '',
  hasDisplay: true,
  hasExampleData: true,
}
const skips = (steps: ReturnType<typeof testSteps>) =>
  steps.flatMap(({ name, skip }) => (skip === undefined ? [] : [name]))

// Catches: a check that quietly stops being part of `npm test`.
test('with everything at hand no step is skipped', () => {
  expect(testSteps(found).map(({ script }) => script)).toEqual([
    'format:check',
    'lint',
    'types',
    'boundaries',
    'dead-code',
    'test:unit',
    'test:browser',
    'test:service',
    'test:data',
    'build',
    'e2e',
    'e2e:electron',
  ])
  expect(skips(testSteps(found))).toEqual([])
})

// Catches: a skip beyond the two named ones, or one without its reason.
test('only a missing Electron and missing example data skip their step, saying why', () => {
  const steps = testSteps({ ...found, electron: undefined, electronMissing: 'no network', hasExampleData: false })
  expect(steps.flatMap(({ skip }) => skip ?? [])).toEqual([
    'not run: there is no ../shared/data/dev beside the project',
    'SKIPPED: no Electron runtime (no network)',
  ])
})

// Catches: a failed step that the closing line does not count.
test('the closing line counts the steps', () => {
  const outcomes = ['passed', 'passed', 'failed', 'skipped'] as const
  expect(summaryLine(outcomes.map((outcome) => ({ name: 'x', outcome })))).toBe('steps: 2 passed, 1 failed, 1 skipped')
})
