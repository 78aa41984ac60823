import { expect, test } from 'vitest'
import { TableCopy } from '#renderer/sync/table-copy.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import { packsOf } from './packs-of.ts'

const put = (id: string, v: number, text: string): RowChange => ({ t: 'queues', id, v, row: { id, text } })
const here = (rows: readonly [string, number, string][]): Map<string, Held> =>
  new Map(rows.map(([id, v, text]) => [id, { v, row: { id, text } }]))

// Would catch: a repair that throws away what the feed has told since, or leaves wrong rows as they are [S13].
test('a table becomes what its copy says, but for rows that are newer here [S13]', () => {
  const copy = new TableCopy('queues')
  copy.take(packsOf([put('missing', 1, 'm'), put('old', 5, 'new'), put('newer', 5, 'copy'), put('same', 5, 's')]))
  const rows = here([
    ['old', 4, 'old'],
    ['newer', 9, 'feed'],
    ['same', 5, 's'],
    ['extra', 3, 'x'],
  ])
  const { changes, dropped } = copy.difference(rows)
  expect(changes).toEqual([put('missing', 1, 'm'), put('old', 5, 'new')])
  expect(dropped).toEqual([{ table: 'queues', id: 'extra' }])
})

test('what the feed brought while the copy was under way holds over it: rows that came, and rows that went [S13]', () => {
  const copy = new TableCopy('queues')
  copy.passed([put('came', 8, 'c'), { t: 'queues', id: 'went', v: 9, gone: true }, put('elsewhere', 1, 'e')])
  copy.take(packsOf([put('went', 5, 'w')]))
  expect(copy.difference(here([['came', 8, 'c']]))).toEqual({ changes: [], dropped: [] })
})
