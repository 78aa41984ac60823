import { expect, test } from 'vitest'
import { type Insight, readInsight, writeInsight } from '#shared/insight/insight-file.ts'
import { type Model, emptyModel } from '#shared/insight/model.ts'
import { idOf } from '#tests/builders.ts'

const model: Model = {
  classes: [
    { id: idOf(1), uses: 41 },
    { id: idOf(2), uses: 3 },
  ],
  features: Uint32Array.of(7, 4_000_000_000),
  starts: Uint32Array.of(0, 2, 3),
  classOf: Uint16Array.of(0, 1, 1),
  weights: Int8Array.of(100, -100, 12),
  counts: Uint16Array.of(40, 1, 3),
  scale: 0.05,
}
const insight: Insight = { view: 'v', version: '1', at: '2026-11-22T07:00:00.000Z', macros: model, sops: emptyModel }

// Catches a file that reads as something else than was written: wrong macros with confident reasons.
test('what was learnt is the same after it went through a file', () => {
  expect(readInsight(writeInsight(insight))).toEqual(insight)
})

// Catches a window that fails over a file which a bad disk or another build left behind.
test('a file that is cut off, damaged or of another form is as good as none', () => {
  const whole = writeInsight(insight)
  for (let length = 0; length < whole.length; length++) expect(readInsight(whole.slice(0, length))).toBeNull()
  const otherForm = whole.slice()
  otherForm.set(
    Array.from('{"format":9', (letter) => letter.charCodeAt(0)),
    4,
  )
  expect(readInsight(otherForm)).toBeNull()
  const wrongClass = writeInsight({ ...insight, macros: { ...model, classOf: Uint16Array.of(0, 1, 2) } })
  expect(readInsight(wrongClass)).toBeNull()
  const unsorted = writeInsight({ ...insight, macros: { ...model, features: Uint32Array.of(8, 7) } })
  expect(readInsight(unsorted)).toBeNull()
})
