import { expect, test } from 'vitest'
import { targetTable, withSection } from '../bench/report/performance-document.ts'
import { judge } from '../bench/report/targets.ts'
import { benchRow, percentile } from '../bench/statistics.ts'

// Catches: a percentile that is taken from an unsorted list, or one that invents a value between two.
test('a percentile is one of the values that were measured', () => {
  expect(percentile([30, 10, 20], 0.5)).toBe(20)
  expect(percentile([1, 2, 3, 4], 0.95)).toBe(4)
  expect(() => percentile([], 0.5)).toThrow('No values were measured.')
})

// Catches: a run of one bench that takes away what another one had written.
test('a run replaces the section of its own bench and keeps the others, in their order', () => {
  const first = withSection('', 'desk', 'old desk\n')
  const both = withSection(first, 'store', 'the store\n')
  const again = withSection(both, 'desk', 'new desk\n')
  expect(again).toContain('new desk')
  expect(again).not.toContain('old desk')
  expect(again.indexOf('the store')).toBeLessThan(again.indexOf('new desk'))
  expect(again.match(/<!-- store -->/g)).toHaveLength(1)
})

// Catches: a ratio the wrong way round, or a target that counts as held because one of its figures is missing.
test('a target is judged by the figures of the run, and is not held where one of them is missing', () => {
  const rows = [
    benchRow('service', 'tierdesk', 'mutations-per-s', [9000]),
    benchRow('service', 'pg-begin-3-commit', 'mutations-per-s', [700]),
    benchRow('service', 'pg-group-commit', 'mutations-per-s', [20_000]),
  ]
  const judged = judge('service', rows)
  const of = (words: string) => judged.find((one) => one.words.includes(words))
  expect(of('on one connection')).toMatchObject({ isHeld: true, bound: 10 })
  expect(of('bare group commit of the same rows')).toMatchObject({ isHeld: false, measured: 0.45 })
  expect(of('Fan-out')).toMatchObject({ measured: null, isHeld: false })
})

// Catches: percent of a processor or thousands of bytes that are printed as milliseconds, and a limit that is read the wrong way round.
test('a target says its unit, and is missed above its limit only', () => {
  const rows = [
    benchRow('desktop', 'tierdesk', 'start-ms', [900, 1000, 2500]),
    benchRow('desktop', 'empty-window', 'start-ms', [500, 500, 500]),
    benchRow('desktop', 'tierdesk', 'idle-cpu-percent', [1.5]),
    benchRow('desktop', 'tierdesk', 'asar-kb', [4200]),
  ]
  const lines = targetTable(judge('desktop', rows)).split('\n')
  const line = (word: string) => lines.find((one) => one.includes(word)) ?? ''
  expect(line('Start to the painted queue')).toContain('| ≤ 2 × | 2.00 × | held |')
  expect(line('Processor time')).toContain('| ≤ 1 % | 1.50 % | **missed** |')
  expect(line('Size')).toContain('| ≤ 8000 kB | 4,200 kB | held |')
})
