import { expect, test } from 'vitest'
import { currentSegments, nameSegment, segmentsOf } from '#renderer/desktop/journal-segments.ts'

const segment = (name: string, whole = 0, isComplete = true) => ({ name, whole, isComplete })
const current = (...all: ReturnType<typeof segment>[]): string =>
  currentSegments(all)
    .map(({ name }) => name)
    .join('')

// Would catch: the tenth segment read before the second, and files of others taken for segments.
test('segments are read in the order of their numbers, and nothing else is', () => {
  const made = [12, 2, 1_000_000].map((number) => nameSegment(number, 7))
  const found = segmentsOf([...made.map(({ name }) => name), 'notes.txt'])
  expect(found.map(({ number, whole }) => [number, whole])).toEqual([
    [2, 7],
    [12, 7],
    [1_000_000, 7],
  ])
  expect(nameSegment(1, 0).name).not.toBe(nameSegment(1, 0).name)
})

// Would catch: a crash while the journal is written anew that leaves half of it, or old records that come back after it.
test('a segment that is written anew counts in place of the older ones once it is complete, and not before', () => {
  expect(current()).toBe('')
  expect(current(segment('a'), segment('b'))).toBe('ab')
  expect(current(segment('a'), segment('B', 9), segment('c'))).toBe('Bc')
  expect(current(segment('a'), segment('B', 9, false), segment('c'))).toBe('ac')
  expect(current(segment('A', 9), segment('B', 9, false), segment('c'))).toBe('Ac')
  // Damaged later: the older ones are gone, so what is left of it counts.
  expect(current(segment('B', 9, false), segment('c'))).toBe('Bc')
})
