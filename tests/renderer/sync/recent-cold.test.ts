import { expect, test } from 'vitest'
import { RecentCold } from '#renderer/sync/recent-cold.ts'
import type { AnyRow } from '#shared/tables.ts'

const message = (id: string, text: string): AnyRow => ({ id, caseId: 'case', text })
const put = (v: number, row: AnyRow) => ({ t: 'messages', id: row.id, v, row })
const key = 'messages/case'

// Would catch: a message shown twice, or an older version of it shown over a newer one.
test('what is newer lies over what is on disk, message by message', () => {
  const recent = new RecentCold()
  recent.take([put(5, message('b', 'new')), put(6, message('c', 'late')), put(4, message('b', 'old'))])
  const onDisk = [message('a', 'first'), message('b', 'before')]
  expect(recent.over(key, onDisk)).toEqual([message('a', 'first'), message('b', 'new'), message('c', 'late')])
})

// Would catch: a thread that comes back from disk after its case was taken from sight [S17].
test('a case that is gone leaves nothing of its thread, until it comes anew [S17]', () => {
  const recent = new RecentCold()
  recent.take([{ t: 'cases', id: 'case', v: 7, gone: true }])
  expect(recent.over(key, [message('a', 'secret')])).toEqual([])
  recent.take([put(9, message('a', 'again'))])
  expect(recent.over(key, [message('old', 'secret')])).toEqual([message('a', 'again')])
})

// Would catch: a message that came in while its pack was being written, and is forgotten with it.
test('only what was there when a pack was written is forgotten with it', () => {
  const recent = new RecentCold()
  recent.take([put(1, message('a', 'packed'))])
  const stamps = recent.stamps()
  recent.take([put(2, message('b', 'meanwhile'))])
  recent.forget(stamps)
  expect(recent.over(key, [])).toEqual([message('a', 'packed'), message('b', 'meanwhile')])
  recent.forget(recent.stamps())
  expect(recent.over(key, [])).toEqual([])
})
