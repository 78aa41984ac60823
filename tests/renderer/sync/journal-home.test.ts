import { expect, test } from 'vitest'
import type { OutboxRecord } from '#renderer/sync/disk.ts'
import { fromBase64, toBase64 } from '#renderer/sync/seal/base64.ts'
import { JournalHome, type JournalKeeper } from '#renderer/sync/journal-home.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { idOf } from '#tests/builders.ts'

type Bytes = Uint8Array<ArrayBuffer>
const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))

/** Keeps the bytes of a journal in memory. */
class MemoryKeeper implements JournalKeeper {
  records: Bytes[] = []
  damagedBytes = 0
  brokenLinks = 0
  isKept = true
  isFull = false
  isClosed = false
  rewrites = 0
  readonly groups: number[] = []

  open() {
    const { isKept, records, damagedBytes, brokenLinks } = this
    return Promise.resolve({ isKept, records: [...records], damagedBytes, brokenLinks })
  }

  append(records: readonly Bytes[]): Promise<void> {
    if (this.isFull) return Promise.reject(new Error('disk-full'))
    this.groups.push(records.length)
    this.records.push(...records)
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.isClosed = true
    return Promise.resolve()
  }

  rewrite(records: readonly Bytes[]): Promise<void> {
    if (this.isFull) return Promise.reject(new Error('disk-full'))
    this.rewrites += 1
    this.records = [...records]
    return Promise.resolve()
  }
}

const waiting = (seq: number): OutboxRecord => ({
  is: 'waiting',
  entry: { opId: idOf(seq), name: 'case.note', args: { text: `note of ana ${seq}` }, at: '', dependsOn: [], seq },
})
const key = (seq: number): string => `op/${idOf(seq)}`

async function ready(keeper = new MemoryKeeper()) {
  const home = new JournalHome(keeper, seal)
  await home.load()
  await home.replace({ generation: 'g1', records: [] })
  return { keeper, home }
}

// Would catch: a log whose replay is not what was written, or whose records anyone can read.
test('what the log gives when it is replayed is what was written, and none of it lies in clear', async () => {
  const { keeper, home } = await ready()
  await Promise.all([
    home.write({ put: [waiting(1), waiting(2)], drop: [] }),
    home.write({ put: [waiting(3)], drop: [key(1)] }),
  ])
  expect(await new JournalHome(keeper, seal).load()).toEqual({
    generation: 'g1',
    records: [waiting(2), waiting(3)],
    damaged: 0,
  })
  expect(keeper.records.map((bytes) => new TextDecoder().decode(bytes)).join()).not.toContain('ana')
})

// Would catch: more records in one call than the bridge takes, or one record for each write.
test('what is written in one turn goes in one call, many writes to a record, of as many records as the bridge takes', async () => {
  const { keeper, home } = await ready()
  await Promise.all(Array.from({ length: 64_065 }, (_, seq) => home.write({ put: [waiting(seq)], drop: [] })))
  expect(keeper.groups).toEqual([1000, 2])
})

// Would catch: a damaged, moved or foreign record that is taken for nothing or for the truth.
test('records that do not open are counted, and the others are replayed', async () => {
  const { keeper, home } = await ready()
  for (const seq of [1, 2, 3, 4]) await home.write({ put: [waiting(seq)], drop: [] })
  const [, one, two, three, four] = keeper.records
  if (one === undefined || two === undefined || three === undefined || four === undefined)
    throw new Error('not written')
  const damaged = one.map((byte, n) => (n === one.length - 1 ? byte ^ 1 : byte))
  // The number of another record before this one's seal: as if it had been moved there.
  const moved = new Uint8Array([...two.subarray(0, 4), ...three.subarray(4)])
  keeper.records = [...keeper.records.slice(0, 1), damaged, moved, new Uint8Array(2), four]
  const content = await new JournalHome(keeper, seal).load()
  expect([content?.generation, content?.records, content?.damaged]).toEqual(['g1', [waiting(4)], 3])
})

// Would catch: a torn file that is told twice, or a record taken out of it that nobody hears of.
test('what the keeper found wrong is counted too', async () => {
  const { keeper } = await ready()
  keeper.damagedBytes = 30
  expect((await new JournalHome(keeper, seal).load())?.damaged).toBe(1)
  keeper.brokenLinks = 1
  expect((await new JournalHome(keeper, seal).load())?.damaged).toBe(1)
  keeper.damagedBytes = 0
  expect((await new JournalHome(keeper, seal).load())?.damaged).toBe(1)
})

// Would catch: a journal that grows for ever, or one that is written anew without what is still being written.
test('a journal that is mostly settled is written anew, with all that is held', async () => {
  const { keeper, home } = await ready()
  for (let seq = 1; seq <= 300; seq++) {
    await home.write({ put: [waiting(seq)], drop: [] })
    await home.write({ put: [], drop: [key(seq - 2)] })
  }
  await home.write({ put: [waiting(1000)], drop: [] })
  expect([keeper.rewrites > 1, keeper.records.length < 600]).toEqual([true, true])
  const content = await new JournalHome(keeper, seal).load()
  expect(content?.records).toEqual([waiting(299), waiting(300), waiting(1000)])
  expect(content?.generation).toBe('g1')
})

// Would catch: "saved" said of what the keeper refused, and a tidying that fails and takes a write along.
test('what the keeper refuses is refused, and a later whole content brings everything', async () => {
  const { keeper, home } = await ready()
  keeper.isFull = true
  await expect(home.write({ put: [waiting(1)], drop: [] })).rejects.toThrow('disk-full')
  keeper.isFull = false
  await home.replace({ generation: 'g1', records: [waiting(1)] })
  await home.write({ put: [waiting(2)], drop: [] })
  expect((await new JournalHome(keeper, seal).load())?.records).toEqual([waiting(1), waiting(2)])
})

// Would catch: a browser without a place for files where the agent is told that there is a second copy.
test('where there is no place for a journal there is no home', async () => {
  const keeper = new MemoryKeeper()
  keeper.isKept = false
  expect(await new JournalHome(keeper, seal).load()).toBeNull()
})

// Would catch: base64 that fails for large records: a call takes about 65,000 arguments.
test('bytes of any number survive base64', () => {
  const bytes = crypto.getRandomValues(new Uint8Array(65_000))
  const large = new Uint8Array([...bytes, ...bytes, ...bytes])
  expect(fromBase64(toBase64(large))).toEqual(large)
})
