import { expect, test } from 'vitest'
import type { OutboxEntry } from '#renderer/sync/disk.ts'
import { SendOrder } from '#renderer/sync/send-order.ts'

const entry = (seq: number, size = 10): OutboxEntry => ({
  opId: `op-${seq}`,
  name: 'case.note',
  args: { text: 'x'.repeat(size) },
  at: '2026-11-22T07:00:00.000Z',
  dependsOn: [],
  seq,
})
const entries = (count: number, size = 10): OutboxEntry[] => Array.from({ length: count }, (_, n) => entry(n + 1, size))
const mids = (order: SendOrder, from: OutboxEntry[]): number[] => order.next(from).map(({ mid }) => mid)

// Would catch: a batch that the service must refuse whole because it is too long or too large [S21].
test('a batch holds at most 100 mutations and 256 KB, but always one [S21]', () => {
  expect(mids(new SendOrder(), entries(150))).toHaveLength(100)
  expect(mids(new SendOrder(), entries(150, 60_000))).toHaveLength(4)
  expect(mids(new SendOrder(), entries(2, 300_000))).toEqual([1])
})

// Would catch: numbers with holes after something was settled, which the service answers with a gap [S3].
test('numbers count on without holes, and what the service has taken is not sent twice on one connection [S3]', () => {
  const order = new SendOrder()
  const all = entries(4)
  order.taken(order.next(all.slice(0, 2)))
  expect(mids(order, all)).toEqual([3, 4])
  expect([order.isTaken('op-2'), order.isTaken('op-3'), order.has('op-9')]).toEqual([true, false, false])
})

// Would catch: mutations that were on their way when the connection broke and are never sent again.
test('a new connection sends everything unsettled again under the same numbers', () => {
  const order = new SendOrder()
  const all = entries(3)
  order.taken(order.next(all))
  expect(order.next(all)).toEqual([])
  order.rewind()
  expect(mids(order, all.slice(1))).toEqual([2, 3])
})

// Would catch: waiting forever for a mutation that was settled here and cannot be sent any more.
test('it goes back to the number the service waits for, or says that it cannot', () => {
  const order = new SendOrder()
  const all = entries(3)
  order.taken(order.next(all))
  expect(order.goBackTo(2, all)).toBe(true)
  expect(mids(order, all)).toEqual([2, 3])
  expect(order.goBackTo(1, all.slice(1))).toBe(false)
})

// Would catch: one unreadable mutation taking the innocent ones of its batch with it [S15].
test('one by one, each batch holds a single mutation until the next connection [S15]', () => {
  const order = new SendOrder()
  order.oneByOne()
  expect(mids(order, entries(3))).toEqual([1])
  order.rewind()
  expect(mids(order, entries(3))).toEqual([1, 2, 3])
})
