import { expect, test } from 'vitest'
import { type Feature, fact, wordFeatures } from '#shared/insight/feature.ts'
import { type Model, evidenceFor, judge, narrowed } from '#shared/insight/model.ts'

const refund = fact('word', 'refund', 'refund')
const courier = fact('word', 'courier', 'courier')
const [low, high] = [refund, courier].sort((a, b) => a.hash - b.hash)

/** `refund` speaks for the first class, `courier` for the second and against the first. */
const model: Model = {
  classes: [
    { id: 'first', uses: 9 },
    { id: 'second', uses: 5 },
  ],
  features: Uint32Array.of(low?.hash ?? 0, high?.hash ?? 0),
  ...(low === refund
    ? { starts: Uint32Array.of(0, 1, 3), classOf: Uint16Array.of(0, 0, 1), weights: Int8Array.of(20, -10, 20) }
    : { starts: Uint32Array.of(0, 2, 3), classOf: Uint16Array.of(0, 1, 0), weights: Int8Array.of(-10, 20, 20) }),
  counts: Uint16Array.of(4, 4, 4),
  scale: 0.1,
}

const likeliest = (features: readonly Feature[]): string | undefined => {
  const { chances } = judge(model, features)
  return model.classes[chances.indexOf(Math.max(...chances))]?.id
}

test('what speaks for a class makes it likelier, and all chances together are one', () => {
  expect([likeliest([refund]), likeliest([courier])]).toEqual(['first', 'second'])
  const { chances, known } = judge(model, [refund, fact('word', 'never seen', 'never seen')])
  expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1)
  expect(known).toBe(0.5)
})

// Catches a reason that names a word which spoke against what is suggested.
test('the reasons for a class are what spoke for it, in the words of the case', () => {
  expect(evidenceFor(model, [refund, courier], 0).map(({ term, count }) => [term, count])).toEqual([['refund', 4]])
})

// Catches a file that tells an agent of a macro they may not see, by its name or by what it is used after.
test('a model without a class has nothing of it left', () => {
  const without = narrowed(model, (id) => id !== 'first')
  expect(without.classes).toEqual([{ id: 'second', uses: 5 }])
  expect([...without.features]).toEqual([courier.hash])
  expect([...without.weights]).toEqual([20])
  expect(narrowed(model, () => true)).toBe(model)
})

// Catches long letters that outweigh everything else that is so about a case.
test('the words of a text weigh together what one text may weigh, however long it is', () => {
  const weight = (text: string): number => wordFeatures('word', text, 3).reduce((sum, { value }) => sum + value ** 2, 0)
  expect(weight('refund please')).toBeCloseTo(9)
  expect(weight('a longer text with many more words than the other one has')).toBeCloseTo(9)
})
