import { expect, test } from 'vitest'
import type { OutboxEntry } from '#renderer/sync/disk.ts'
import { Outbox } from '#renderer/sync/outbox.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import { limits } from '#shared/sync/protocol.ts'
import { idOf } from '#tests/builders.ts'
import { PlainHome } from './plain-home.ts'

const first = '2026-11-22T07:00:00.000Z'
const twoDaysLater = '2026-11-24T07:00:00.000Z'
const fourDaysLater = '2026-11-26T07:00:00.000Z'

const entry = (seq: number): OutboxEntry => ({
  opId: idOf(seq),
  name: 'case.note',
  args: { text: `note ${seq}` },
  at: first,
  dependsOn: [],
  seq,
})
const applied = (...seqs: number[]) => seqs.map((seq) => ({ opId: idOf(seq), outcome: { applied: true as const } }))

class Computer {
  readonly disks = { first: new PlainHome(), second: new PlainHome() }
  now = Date.parse(first)

  async opened(): Promise<Outbox> {
    const outbox = new Outbox(new TwoHomes(this.disks, { now: () => this.now, newId: () => idOf(0x9000) }))
    await outbox.load()
    return outbox
  }
}

const opIdsOf = (outbox: Outbox): string[] => outbox.entries().map(({ opId }) => opId)

// Would catch: a restored service that never hears again of what it has forgotten, or hears it behind what builds on it.
test('what was acknowledged lately waits again, under its own opIds and in front, also after a restart [S23]', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  for (const seq of [1, 2, 3, 4]) await outbox.add(entry(seq))
  await outbox.settle(applied(2), first).keep()
  await outbox.settle(applied(1), first).keep()
  expect(await outbox.offerAgain()).toBe(2)
  const expected = [idOf(1), idOf(2), idOf(3), idOf(4)]
  expect([opIdsOf(outbox), outbox.sendable().length]).toEqual([expected, 4])
  const again = await computer.opened()
  expect([opIdsOf(again), again.nextSeq]).toEqual([expected, 5])
  expect(await again.offerAgain()).toBe(0)
})

// Would catch: what was acknowledged put in front of something older, whose own acknowledgement was lost with a disk.
test('what is offered again goes in the order in which it was named, also around what still waits [S3][S23]', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  for (const seq of [1, 2, 3]) await outbox.add(entry(seq))
  await outbox.settle(applied(2), first).keep()
  const again = await computer.opened()
  expect(await again.offerAgain()).toBe(1)
  expect(opIdsOf(again)).toEqual([idOf(1), idOf(2), idOf(3)])
})

// Would catch: an acknowledgement after the second offer that the homes take for older than the offer.
test('what was offered again and acknowledged again is settled, and can be offered a second time [S23]', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  await outbox.add(entry(1))
  await outbox.settle(applied(1), first).keep()
  await outbox.offerAgain()
  await outbox.settle(applied(1), twoDaysLater).keep()
  const again = await computer.opened()
  expect(opIdsOf(again)).toEqual([])
  expect(await again.offerAgain()).toBe(1)
  expect(again.entries()).toMatchObject([{ opId: idOf(1), offers: 2 }])
})

// Would catch: a window that is open for weeks and keeps every text that it ever sent.
test('what was acknowledged more than 72 hours ago is let go of when something is settled [S23]', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  for (const seq of [1, 2, 3]) await outbox.add(entry(seq))
  await outbox.settle(applied(1), first).keep()
  await outbox.settle(applied(2), twoDaysLater).keep()
  await outbox.settle(applied(3), fourDaysLater).keep()
  expect([...computer.disks.first.records.keys()]).toEqual([`op/${idOf(2)}`, `op/${idOf(3)}`])
  expect(await outbox.offerAgain()).toBe(2)
})

// Would catch: a mutation that one home refused, called saved, or kept back for it.
test('what a home refuses is not called saved and is sent all the same [S9]', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  computer.disks.second.isFull = true
  await expect(outbox.add(entry(1))).rejects.toThrow('the disk is full')
  expect([outbox.isSaved(idOf(1)), outbox.sendable().length]).toEqual([false, 1])
})

// Would catch: incidents that nobody can show.
test('what was found wrong at the start can be told [S10]', async () => {
  const computer = new Computer()
  await (await computer.opened()).add(entry(1))
  computer.disks.second.records.clear()
  const outbox = await computer.opened()
  expect(outbox.incidents).toMatchObject([{ kind: 'homes-differ', count: 1 }])
  computer.disks.second.isAbsent = true
  expect((await computer.opened()).isSecondHome).toBe(false)
})

// Would catch: a bound that deletes or refuses, or no warning at all.
test('an outbox that grows long warns and takes more [S21]', async () => {
  const outbox = await new Computer().opened()
  for (let seq = 1; seq < limits.outboxWarning; seq++) await outbox.add(entry(seq))
  expect(outbox.isCrowded).toBe(false)
  await outbox.add(entry(limits.outboxWarning))
  await outbox.add(entry(limits.outboxWarning + 1))
  expect([outbox.isCrowded, outbox.entries().length]).toEqual([true, limits.outboxWarning + 1])
})

// Would catch: a window that keeps saying "not on disk" after there was room again, or says it is although nothing was written.
test('[S9] what the disk refused is saved with the next step that it takes, or when it is offered again', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  computer.disks.first.isFull = true
  await expect(outbox.add(entry(1))).rejects.toThrow('the disk is full')
  await expect(outbox.saveAgain()).rejects.toThrow('the disk is full')
  expect([outbox.unsafe, outbox.isSaved(idOf(1))]).toEqual([1, false])
  computer.disks.first.isFull = false
  await outbox.add(entry(2))
  expect([outbox.unsafe, outbox.isSaved(idOf(1))]).toEqual([0, true])
  computer.disks.second.isFull = true
  await expect(outbox.add(entry(3))).rejects.toThrow('the disk is full')
  computer.disks.second.isFull = false
  await outbox.saveAgain()
  expect([outbox.unsafe, outbox.isSaved(idOf(3))]).toEqual([0, true])
  expect(opIdsOf(await computer.opened())).toEqual([idOf(1), idOf(2), idOf(3)])
})

// Would catch: a step that the disk refused and the service has taken, which the window goes on calling unsafe, or sends again.
test('what the disk refused and the service has answered for is not unsafe any more, and does not wait again', async () => {
  const computer = new Computer()
  const outbox = await computer.opened()
  computer.disks.first.isFull = true
  await expect(outbox.add(entry(1))).rejects.toThrow('the disk is full')
  const again = outbox.saveAgain().catch(() => undefined)
  await outbox.settle(applied(1), first).keep()
  await again
  expect([outbox.unsafe, opIdsOf(outbox)]).toEqual([0, []])
  computer.disks.first.isFull = false
  await outbox.add(entry(2))
  expect(opIdsOf(await computer.opened())).toEqual([idOf(2)])
})
