import { expect, test } from 'vitest'
import { ProgressLine } from '#service/channels/import/progress-line.ts'

const shown = (isTTY: boolean, steps: readonly number[]): string[] => {
  const written: string[] = []
  let clock = 0
  const out = { isTTY, write: (text: string) => written.push(text) > 0 }
  const line = new ProgressLine(out, () => clock)
  for (const share of steps) {
    clock += 60
    line.show({ share, lines: Math.round(share * 1000) })
  }
  line.end({ share: 1, lines: 1000 })
  return written
}

const steps = Array.from({ length: 100 }, (_, index) => index / 100)

// Catches: a log filled with thousands of lines where the output is no terminal.
test('where there is no terminal, a line is written for each tenth', () => {
  const written = shown(false, steps)
  expect(written).toHaveLength(10)
  expect(written[0]).toMatch(/^██░{22} {2}10 % {2}100 lines {2}[\d,]+ a second {2}\d+ s\n$/)
})

// Catches: a terminal that is rewritten so often that it flickers and slows the import down.
test('in a terminal the line is written over, at most ten times a second', () => {
  const written = shown(true, steps)
  expect(written.length).toBeLessThanOrEqual(62)
  for (const text of written) expect(text.startsWith('\r\u001B[K')).toBe(true)
  expect(written.at(-1)).toMatch(/100 % {2}1,000 lines .*\n$/)
})
