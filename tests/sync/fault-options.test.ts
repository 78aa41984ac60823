import { expect, test } from 'vitest'
import { readFaultOptions } from './fault-options.ts'
import { drawPlan } from './fault-plan.ts'
import { replayLine } from './fault-report.ts'

test('a campaign runs a thousand schedules from seed 1 unless it is told otherwise', () => {
  expect(readFaultOptions([])).toMatchObject({ schedules: 1000, seed: 1, isSwitchOffs: false, isTraced: false })
  expect(readFaultOptions(['--switch-offs', '--schedules', '20', '--seed', '0'])).toMatchObject({
    schedules: 20,
    seed: 0,
    isSwitchOffs: true,
  })
})

// Catches a run of nothing that ends with "lost 0".
test.each([
  [['--schedules', '0'], '--schedules takes a whole number from 1, not "0".'],
  [['--schedules', '1e3'], '--schedules takes a whole number from 1, not "1e3".'],
  [['--seed', 'x'], '--seed takes a whole number from 0, not "x".'],
  [['--only', 'cut,fire'], '--only knows no fault "fire".'],
  [['--keep', '1,,2'], '--keep takes a whole number from 0, not "".'],
  [['--many'], "Unknown option '--many'"],
])('what makes no sense is refused with a sentence: %j', (words, sentence) => {
  expect(() => readFaultOptions(words)).toThrow(sentence)
})

test('the line that runs a schedule again names its faults and steps, and reads back as it was', () => {
  const plan = { ...drawPlan(7), has: new Set(['cut', 'drop'] as const), kept: new Set([3, 12]) }
  const line = replayLine({ seed: 7, plan })
  expect(line).toBe('npm run faults -- --schedules 1 --seed 7 --trace --only cut,drop --keep 3,12')
  const read = readFaultOptions(line.split(' ').slice(4))
  expect(read).toMatchObject({ schedules: 1, seed: 7, isTraced: true, only: ['cut', 'drop'], keep: [3, 12] })
})
