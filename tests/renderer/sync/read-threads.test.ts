import { expect, test } from 'vitest'
import type { CacheDisk } from '#renderer/sync/disk.ts'
import { ReadThreads } from '#renderer/sync/read-threads.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
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
  for (let n = 0; n < 24; n++) await threads.rows('messages', `t${n}`)
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

const message = (id: string, caseId: string, text: string): RowChange => ({
  t: 'messages',
  id,
  v: 2,
  row: { id, caseId, text },
})

// Would catch: an open thread that waits for the disk with every message that comes in.
test('a thread in memory takes in what comes, without the disk', async () => {
  const { reads, disk } = countingDisk()
  const threads = new ReadThreads(disk)
  expect(threads.now('messages', 'a')).toBeUndefined()
  await threads.rows('messages', 'a')
  threads.take(new Set(['messages/a']), [message('m1', 'a', 'one'), message('m2', 'b', 'elsewhere')])
  threads.take(new Set(['messages/a']), [message('m1', 'a', 'one, put right')])
  expect(threads.now('messages', 'a')).toEqual([{ id: 'a-1' }, { id: 'm1', caseId: 'a', text: 'one, put right' }])
  expect(await threads.rows('messages', 'a')).toEqual(threads.now('messages', 'a'))
  expect(reads).toEqual(['a'])
})

// Would catch: rows of a case that left this agent's sight staying on the screen, or a read that was under way hiding what came meanwhile.
test('a thread that was dropped, or was being read when it changed, is read anew', async () => {
  const { reads, disk } = countingDisk()
  const threads = new ReadThreads(disk)
  await threads.rows('messages', 'a')
  threads.take(new Set(['messages/a']), [{ t: 'cases', id: 'a', v: 2, gone: true }, message('m1', 'a', 'one')])
  expect(threads.now('messages', 'a')).toBeUndefined()
  const reading = threads.rows('messages', 'b')
  threads.take(new Set(['messages/b']), [message('m2', 'b', 'two')])
  await reading
  expect(threads.now('messages', 'b')).toBeUndefined()
  await threads.rows('messages', 'b')
  expect(reads).toEqual(['a', 'b', 'b'])
})
