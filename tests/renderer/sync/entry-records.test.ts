import { expect, test } from 'vitest'
import { inRecords } from '#renderer/sync/entry-records.ts'
import type { KeptChange } from '#shared/sync/row-delta.ts'

const delta = (n: number): KeptChange => ({ t: 'cases', id: `case ${n}`, v: n + 1, was: n, set: { subject: 'x' } })
const entry = (cursor: string, count: number) => ({
  cursor,
  changes: Array.from({ length: count }, (_, n) => delta(n)),
  settled: [{ opId: cursor, outcome: { applied: true as const } }],
  dropped: [{ table: 'cases' as const, id: cursor }],
  whole: [`messages/${cursor}`],
})

// Would catch: a record for each entry, which is what makes the browser's database slow.
test('short entries share a record, as they are', () => {
  const entries = [entry('a', 1), entry('b', 0), entry('c', 20)]
  expect(inRecords(entries)).toEqual([entries])
})

// Would catch: changes that are lost or change places where an entry is cut, and what is dropped before the changes that come first.
test('a long entry goes on in the next records, in its order, and what holds for all of it comes last', () => {
  const [short, long] = [entry('a', 10), entry('b', 1000)]
  const records = inRecords([short, long])
  expect(records.length).toBeGreaterThan(2)
  expect(records[0]?.[0]).toEqual(short)
  const pieces = records.flat().slice(1)
  expect(pieces.flatMap(({ changes }) => changes)).toEqual(long.changes)
  expect(new Set(pieces.map(({ cursor }) => cursor))).toEqual(new Set(['b']))
  expect(
    pieces.slice(0, -1).every(({ settled, dropped, whole }) => settled.length + dropped.length + whole.length === 0),
  ).toBe(true)
  const last = pieces.at(-1)
  expect([last?.settled, last?.dropped, last?.whole]).toEqual([long.settled, long.dropped, long.whole])
})
