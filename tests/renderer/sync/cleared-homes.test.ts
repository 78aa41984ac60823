import { expect, test } from 'vitest'
import type { OutboxEntry } from '#renderer/sync/disk.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import { idOf } from '#tests/builders.ts'
import { PlainHome } from './plain-home.ts'

const start = '2026-11-22T07:00:00.000Z'
const entry = (seq: number): OutboxEntry => ({
  opId: idOf(seq),
  name: 'case.note',
  args: { text: `note ${seq}` },
  at: start,
  dependsOn: [],
  seq,
})

const clock = { now: () => Date.parse(start), newId: () => idOf(0x9000) }

/** A start of the program on two disks that outlive it. */
async function opened(disks: { readonly first: PlainHome; readonly second: PlainHome }) {
  const homes = new TwoHomes(disks, clock)
  const { entries, incidents } = await homes.load()
  return { homes, seqs: entries.map(({ seq }) => seq), incidents }
}

// Would catch: notes that were called saved, and are in memory alone since the browser made room on a full disk.
test('what the browser clears under an open window is put back in both homes [S9][S10]', async () => {
  const disks = { first: new PlainHome(), second: new PlainHome() }
  const { homes } = await opened(disks)
  await homes.add(entry(1))
  await homes.add(entry(2))
  disks.second.records.clear()
  disks.first.cleared()
  disks.first.clearingEnds()
  await expect.poll(() => [disks.first.records.size, disks.second.records.size]).toEqual([2, 2])
  const { seqs, incidents } = await opened(disks)
  expect([seqs, incidents]).toEqual([[1, 2], []])
})

// Would catch: a cleared home that is given only what is new, because it could not take everything at once.
test('what was cleared on a full disk is put back with the next write that it takes [S9]', async () => {
  const disks = { first: new PlainHome(), second: new PlainHome() }
  const { homes } = await opened(disks)
  await homes.add(entry(1))
  disks.first.isFull = true
  disks.first.cleared()
  disks.first.clearingEnds()
  await expect(homes.add(entry(2))).rejects.toThrow('full')
  disks.first.isFull = false
  await homes.add(entry(3))
  expect((await opened(disks)).seqs).toEqual([1, 2, 3])
  expect(disks.first.records.size).toBe(3)
})
