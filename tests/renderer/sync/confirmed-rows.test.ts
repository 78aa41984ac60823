import { expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { aCase, aParty, anEscalation, idOf } from '#tests/builders.ts'

const row = aCase()
const escalation = anEscalation()

const change = (n: number, v: number): RowChange => ({ t: 'queues', id: idOf(n), v, row: { id: idOf(n) } })

const filled = (): ConfirmedRows => {
  const rows = new ConfirmedRows()
  rows.load('cases', () => [{ v: 5, row }])
  rows.load('escalations', () => [{ v: 6, row: escalation }])
  rows.load('parties', () => [{ v: 2, row: aParty() }])
  return rows
}

// Catches rows that come back from the disk behind a change: a table that was read too late, over what the feed had said.
test('rows that are read from the disk late lie under what the feed has told since', () => {
  const rows = filled()
  const changed = { ...row, subject: 'From the feed' }
  rows.apply({ t: 'cases', id: row.id, v: 9, row: changed })
  while (rows.readAhead());
  expect(rows.get('cases', row.id)).toEqual(changed)
  expect(rows.children('escalations', row.id)).toEqual([escalation])
})

// Catches a page that was read before a newer one and comes in after it.
test('a change that is not newer than the row here changes nothing [S6]', () => {
  const rows = filled()
  expect(rows.apply({ t: 'cases', id: row.id, v: 5, row: { ...row, subject: 'Old' } })).toBe(false)
  expect(rows.apply({ t: 'cases', id: row.id, v: 4, gone: true })).toBe(false)
  expect(rows.get('cases', row.id)).toEqual(row)
})

test('a whole new copy holds whatever its versions say: a restored service starts lower [S23]', () => {
  const rows = filled()
  expect(rows.apply({ t: 'cases', id: row.id, v: 1, row: { ...row, subject: 'Restored' } }, true)).toBe(true)
  expect(rows.get('cases', row.id)?.subject).toBe('Restored')
})

test('a row that is gone takes along what belongs to it [S17]', () => {
  const rows = filled()
  rows.apply({ t: 'cases', id: row.id, v: 9, gone: true })
  expect(rows.get('escalations', escalation.id)).toBeUndefined()
  expect(rows.children('escalations', row.id)).toEqual([])
})

// Catches an escalation that outlives its case: the case left between two pages of a download, its escalation was in the second.
test('a row that is gone takes along what belongs to it also where the row itself never came in [S17]', () => {
  const rows = new ConfirmedRows()
  rows.load('escalations', () => [{ v: 6, row: escalation }])
  rows.apply({ t: 'cases', id: row.id, v: 9, gone: true })
  expect(rows.get('escalations', escalation.id)).toBeUndefined()
})

test('rows of cold and of unknown tables are not taken into memory [S19]', () => {
  const rows = filled()
  expect(rows.apply({ t: 'messages', id: idOf(9), v: 9, row: { id: idOf(9) } })).toBe(false)
  expect(rows.apply({ t: 'spaceships', id: idOf(9), v: 9, row: { id: idOf(9) } })).toBe(false)
})

// Catches a party whose last case left: nothing would ever take it away.
test('with fewer rights the rows go, and the parties that no case names any more [S17]', () => {
  const rows = filled()
  const gone = rows.removeUnseen(['all'])
  expect(gone.map(({ table }) => table)).toEqual(['cases', 'parties'])
  expect(rows.held('escalations').size).toBe(0)
})

test('with the same rights nothing goes', () => {
  const rows = filled()
  expect(rows.removeUnseen([`c/${row.queueId}/US`])).toEqual([])
})

// Would catch: a digest that misses a row that is too many, or an old version of one [S13].
test('the digest of a table tells which rows are here in which versions, in any order [S13]', () => {
  const [a, b] = [change(1, 5), change(2, 6)]
  const digestOf = (changes: readonly RowChange[]): { count: number; hash: number } => {
    const rows = new ConfirmedRows()
    for (const each of changes) rows.apply(each)
    return rows.digest('queues')
  }
  expect(digestOf([a, b])).toEqual(digestOf([b, a]))
  expect(digestOf([a, b])).toEqual(digestOf([change(1, 3), b, a]))
  expect(digestOf([])).toEqual({ count: 0, hash: 0 })
  const others = [digestOf([a]), digestOf([a, b, change(3, 7)]), digestOf([a, change(2, 7)])]
  for (const other of others) expect(other).not.toEqual(digestOf([a, b]))
})
