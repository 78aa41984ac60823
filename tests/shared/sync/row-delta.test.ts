import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type KeptChange, isWholeChange, keptChange, rowAfter } from '#shared/sync/row-delta.ts'
import { wholeEntries } from '#renderer/sync/whole-entries.ts'
import type { AnyRow } from '#shared/tables.ts'

const id = '00000000-0000-7000-8000-000000000001'
const rows = fc
  .dictionary(fc.constantFrom('subject', 'tags', 'fields', 'status', 'unknown'), fc.jsonValue())
  .map((fields) => JSON.parse(JSON.stringify({ ...fields, id })) as AnyRow)
const stored = (change: KeptChange): KeptChange => JSON.parse(JSON.stringify(change)) as KeptChange

// Would catch: a field that is lost, kept although it went, or taken for the same although it is not.
test('what differs, put on the version before, gives the row as it came', () => {
  fc.assert(
    fc.property(rows, rows, (before, row) => {
      const change = stored(keptChange({ t: 'cases', id, v: 2, row }, { v: 1, row: before }))
      const after = isWholeChange(change) ? change : { row: rowAfter(change, { v: 1, row: before }) }
      expect(after).toMatchObject({ row: JSON.parse(JSON.stringify(row)) as AnyRow })
    }),
  )
})

// Would catch: a change that is put on another version than it was made from, which gives a row that never was.
test('on another version, or on none, it gives nothing', () => {
  const change = keptChange(
    { t: 'cases', id, v: 3, row: { id, subject: 'new' } },
    { v: 2, row: { id, subject: 'old' } },
  )
  if (isWholeChange(change)) throw new Error('not a delta')
  expect(rowAfter(change, { v: 1, row: { id, subject: 'older' } })).toBeNull()
  expect(rowAfter(change, undefined)).toBeNull()
})

// Would catch: a window that follows and is told half a row, or one of a version that it does not have [S20].
test('entries that another window kept are whole again, one change on the other, or not taken at all', () => {
  const before = { v: 1, row: { id, subject: 'one', status: 'open' } }
  const second = { v: 2, row: { id, subject: 'two', status: 'open' } }
  const third = { v: 3, row: { id, subject: 'two', status: 'solved' } }
  const entry = (change: KeptChange) => ({
    cursor: 'c',
    changes: [stored(change)],
    settled: [],
    dropped: [],
    whole: [],
  })
  const entries = [
    entry(keptChange({ t: 'cases', id, ...second }, before)),
    entry(keptChange({ t: 'cases', id, ...third }, second)),
  ]
  const whole = wholeEntries(entries, () => before)
  expect(whole?.map(({ changes }) => changes)).toEqual([
    [{ t: 'cases', id, ...second }],
    [{ t: 'cases', id, ...third }],
  ])
  expect(wholeEntries(entries, () => undefined)).toBeNull()
})
