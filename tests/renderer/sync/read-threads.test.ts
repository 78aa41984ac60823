import { expect, test } from 'vitest'
import type { CacheDisk } from '#renderer/sync/disk.ts'
import { ReadThreads } from '#renderer/sync/read-threads.ts'
import type { AnyRow } from '#shared/tables.ts'

/** A disk that counts its reads and fails where it is told to. */
function countingDisk(fails: ReadonlySet<string> = new Set()) {
  const reads: string[] = []
  const coldRows = async (_table: string, parentId: string): Promise<AnyRow[]> => {
    reads.push(parentId)
    if (fails.has(parentId)) throw new Error('unreadable')
    return [{ id: `${parentId}-${reads.length}` }]
  }
  return { reads, disk: { coldRows } as unknown as CacheDisk }
}

// Would catch: a disk read for every key typed on an open thread, or a thread shown without what has come in since.
test('a thread is read once until its rows change, then anew', async () => {
  const { reads, disk } = countingDisk()
  const threads = new ReadThreads(disk)
  await threads.rows('messages', 'a')
  expect(await threads.rows('messages', 'a')).toEqual([{ id: 'a-1' }])
  threads.forget(['messages/a'])
  expect(await threads.rows('messages', 'a')).toEqual([{ id: 'a-2' }])
  expect(reads).toEqual(['a', 'a'])
})

// Would catch: memory that grows with every case that was opened during a day.
test('only the threads looked at last stay in memory', async () => {
  const { reads, disk } = countingDisk()
  const threads = new ReadThreads(disk)
  for (let n = 0; n < 12; n++) await threads.rows('messages', `t${n}`)
  await threads.rows('messages', 't0')
  await threads.rows('messages', 'one more')
  await threads.rows('messages', 't0')
  await threads.rows('messages', 't1')
  expect(reads.filter((id) => id === 't0' || id === 't1')).toEqual(['t0', 't1', 't1'])
})

// Would catch: a thread that stays unreadable although the disk answers again.
test('a read that failed is tried again', async () => {
  const fails = new Set(['a'])
  const { disk } = countingDisk(fails)
  const threads = new ReadThreads(disk)
  await expect(threads.rows('messages', 'a')).rejects.toThrow('unreadable')
  fails.delete('a')
  await expect(threads.rows('messages', 'a')).resolves.toHaveLength(1)
})
