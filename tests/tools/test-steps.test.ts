import { expect, test } from 'vitest'
import { failuresAgain, summaryLine, testSteps } from '#tools/test-steps.mjs'

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

// Catches: a failure that a thousand lines of later steps push out of what is kept, and colours in a file.
test('what a failed step said last is said again at the end, of no other step, without colours', () => {
  const many = Array.from({ length: 200 }, (_, line) => `line ${line}\n  ✓ a test that passed`).join('\n')
  const again = failuresAgain([
    { name: 'unit tests', outcome: 'failed', output: `${many}\n\n\u001B[31mFAIL\u001B[39m tests/a.test.ts\n` },
    { name: 'build', outcome: 'passed', output: 'built' },
    { name: 'lint', outcome: 'failed', output: `${'x'.repeat(5000)}\n` },
  ])
  expect(again).toMatch(/^== unit tests, what it said last\nline 153\n/)
  expect(again).toContain('line 199\nFAIL tests/a.test.ts\n')
  expect(again).toContain(`== lint, what it said last\n${'x'.repeat(220)}\n`)
  expect(again).not.toContain('built')
  expect(failuresAgain([{ name: 'build', outcome: 'passed', output: 'built' }])).toBe('')
})
