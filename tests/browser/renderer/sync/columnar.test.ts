import { expect, test } from 'vitest'
import { packRows, unpackRows } from '#renderer/sync/columnar.ts'

// Would catch: a row that comes back from disk without a field, or with another row's value.
test('rows come back from a pack as they went in, with missing, null, nested and awkward values', () => {
  const rows = [
    { v: 3, row: { id: 'a', name: 'Ana', count: 1, tags: ['x'], note: null, odd: 'has \u001f inside' } },
    { v: 9_007_199_254_740_991, row: { id: 'b', name: '', count: -1.5, tags: [], note: 'n', odd: 'ไทย 中文 🙂' } },
    {
      v: 1,
      row: { id: 'c', name: 'no count', tags: [['deep', { er: null }]], note: null, odd: '', later: { unknown: true } },
    },
  ]
  expect(unpackRows(packRows(rows))).toEqual(rows)
})

test('an empty pack gives no rows', () => {
  expect(unpackRows(packRows([]))).toEqual([])
})
