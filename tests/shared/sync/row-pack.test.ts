import { expect, test } from 'vitest'
import { type Held, type RowPack, idsOf, packRows, rowPackBytes, unpackRows } from '#shared/sync/row-pack.ts'

const held = (n: number, more: object): Held => ({ v: n, row: { id: `id ${n}`, ...more } })
const through = (rows: readonly Held[]): Held[] => unpackRows(JSON.parse(JSON.stringify(packRows(rows))) as RowPack)

// Would catch: a kind of column that is written and not read, or read as another.
test('[S19] rows come back as they were, whatever is in their fields', () => {
  const rows = [
    held(1, { a: 'x', b: null, c: [], d: { e: 1 }, f: 1, g: 'with \u007f in it', h: 'only here', i: true, j: '' }),
    held(2, { a: 'y', b: null, c: [], d: { e: 1 }, f: 2, g: 'plain', i: true, j: '' }),
    held(3, { a: 'y', b: null, c: ['z'], d: { e: 1 }, f: 2, g: null, k: null, i: true, j: '' }),
  ]
  expect(through(rows)).toEqual(rows)
  expect(through(rows.slice(0, 1))).toEqual(rows.slice(0, 1))
  expect(through([])).toEqual([])
  expect(idsOf(packRows(rows))).toEqual(['id 1', 'id 2', 'id 3'])
})

// Would catch: what is the same in every row, written as often as there are rows: then it is read as often, too.
test('what all rows of a pack have in common is in it once', () => {
  const rows = Array.from({ length: 400 }, (_, n) => held(n, { market: 'SG', fields: {}, source: null, tags: ['a'] }))
  const text = JSON.stringify(packRows(rows))
  expect(through(rows)).toEqual(rows)
  expect([text.length < 6000, text.length < rowPackBytes]).toEqual([true, true])
  expect([text.split('"SG"').length, text.split('["a"]').length]).toEqual([2, 2])
})
