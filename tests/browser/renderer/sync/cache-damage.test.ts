import { expect, test, vi } from 'vitest'
import { compact } from '#renderer/sync/compaction.ts'
import { staleCursor } from '#renderer/sync/disk.ts'
import { CachedDesk, atOnce, caseRow, id, message, put } from './cached-desk.ts'
import { refuseWrites } from './refuse-writes.ts'

/** A copy with two packs of cases, a thread and an SOP, and one journal entry behind it. */
async function ready(): Promise<CachedDesk> {
  const desk = await CachedDesk.open()
  const rows = [
    put('cases', 1, caseRow(1, 'one')),
    put('cases', 2, caseRow(2, 'two')),
    put('queues', 3, { id: id(9) }),
    put('messages', 4, message(1, 1, 'hello')),
    put('sopBodies', 5, { id: id(50), sopId: id(50), body: 'how to' }),
  ]
  await desk.snapshot('c1', [rows], 1)
  await desk.append('c2', [put('cases', 6, caseRow(3, 'three'))])
  return desk
}

const spoilt = (sealed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const bytes = sealed.slice()
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  return bytes
}

// Would catch: a window that does not open, or that goes on from a cursor whose rows are not here.
test('a pack that does not open is told, the rest is shown, and its loss is not hidden by tidying up', async () => {
  const desk = await ready()
  const { warmPacks } = desk.cache.database
  const record = await warmPacks.get('1/cases/0')
  if (record !== undefined) await desk.cache.database.putWarm([{ ...record, sealed: spoilt(record.sealed) }])
  for (let times = 0; times < 2; times++) {
    expect(await desk.restart()).toEqual({ cursor: staleCursor, settled: 0, damaged: 1 })
    expect([desk.subject(1), desk.subject(2), desk.subject(3)]).toEqual([undefined, 'two', 'three'])
    expect(await compact(desk.cache, desk.truth, atOnce)).toBe(false)
  }
  await desk.snapshot('d1', [[put('cases', 7, caseRow(1, 'again'))]])
  expect(await desk.restart()).toEqual({ cursor: 'd1', settled: 0, damaged: 0 })
})

// Would catch: additional data that does not bind the place: rows of one pack, or of an old copy, shown as those of another.
test('bytes that were moved to another place, or come from another copy, do not open', async () => {
  const desk = await ready()
  const { warmPacks } = desk.cache.database
  const [first, second] = await warmPacks.where(':id').startsWith('1/cases/').toArray()
  if (first === undefined || second === undefined) throw new Error('two packs are needed')
  await desk.cache.database.putWarm([
    { ...first, sealed: second.sealed },
    { ...second, sealed: first.sealed },
  ])
  expect((await desk.restart()).damaged).toBe(2)
  await desk.snapshot('d1', [[put('cases', 7, caseRow(1, 'new'))]])
  await desk.cache.database.putWarm([{ ...first, gen: 2 }])
  expect((await desk.restart()).damaged).toBe(1)
})

// Would catch: a stretch of the feed that is missing while the cursor stands behind it.
test('a journal entry that does not open is told, and what comes after it on disk does not make the cursor good again', async () => {
  const desk = await ready()
  const { entries } = desk.cache.database
  await entries.toCollection().modify((entry) => void Object.assign(entry, { sealed: spoilt(entry.sealed) }))
  expect(await desk.restart()).toEqual({ cursor: staleCursor, settled: 0, damaged: 1 })
  await desk.cache.keepCold([put('messages', 8, message(2, 2, 'asked for'))])
  expect((await desk.restart()).cursor).toBe(staleCursor)
})

// Would catch: a thread that stays unreadable, or is shown in part as if it were all of it.
test('a thread that does not open reads as empty and is asked for; once it was kept anew all of it is there', async () => {
  const desk = await ready()
  await desk.cache.database.coldPacks.toCollection().modify((record) => {
    if (record.n === 1) Object.assign(record, { sealed: new Uint8Array(3) })
  })
  await desk.restart()
  await desk.append('c3', [put('messages', 7, message(2, 1, 'late'))])
  expect(await desk.texts(1)).toEqual([])
  expect(desk.missing).toEqual([`messages/${id(1)}`])
  // Part of a thread in the journal does not become all of it in a pack.
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  await desk.restart()
  expect(await desk.texts(1)).toEqual([])
  await desk.cache.keepCold([put('messages', 4, message(1, 1, 'hello')), put('messages', 7, message(2, 1, 'late'))])
  expect(await desk.texts(1)).toEqual(['hello', 'late'])
  await desk.restart()
  expect(await desk.texts(1)).toEqual(['hello', 'late'])
  await compact(desk.cache, desk.truth, atOnce)
  await desk.restart()
  expect(await desk.texts(1)).toEqual(['hello', 'late'])
  expect(desk.damaged).toBe(0)
})

// Would catch: an SOP without a text that nothing ever brings back.
test('the body of an SOP that does not open, and a directory that does not, ask for a whole new copy', async () => {
  const desk = await ready()
  await desk.cache.database.coldPacks
    .toCollection()
    .modify((record) => void Object.assign(record, { sealed: spoilt(record.sealed) }))
  await desk.restart()
  expect(await desk.cache.coldRows('sopBodies', id(50))).toEqual([])
  expect(desk.damaged).toBe(1)
  await desk.cache.database.directory
    .toCollection()
    .modify((record) => void Object.assign(record, { sealed: spoilt(record.sealed) }))
  await desk.restart()
  expect(await desk.texts(1)).toEqual([])
  await desk.cache.scanCold('sopBodies', () => undefined)
  expect(desk.damaged).toBeGreaterThan(1)
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(false)
})

// Would catch: an exception in the middle of drawing a list.
test('a pack that opens and is none reads as empty and is told', async () => {
  const desk = await CachedDesk.open()
  const writer = await desk.cache.beginSnapshot()
  const body = new TextEncoder().encode('{"not":"a pack"}')
  await writer.write([{ head: { t: 'cases', rows: 1, bytes: body.length }, body }])
  await writer.finish('c1')
  expect((await desk.restart()).damaged).toBe(0)
  expect(desk.truth.held('cases').size).toBe(0)
  expect(desk.damaged).toBe(1)
})

// Would catch: an entry written behind one that the disk refused, whose cursor then hides the hole.
test('what the disk refused goes in front of the next entry, or when it is offered again, and until then the disk is as it was', async () => {
  const desk = await ready()
  refuseWrites('entries', new Error('the disk refused'))
  const changed = put('cases', 7, caseRow(1, 'anew'))
  await expect(desk.append('c3', [changed, put('cases', 7, caseRow(4, 'four'))])).rejects.toThrow('the disk refused')
  await expect(desk.append('c4', [put('cases', 8, caseRow(1, 'once more'))])).rejects.toThrow('the disk refused')
  await expect(desk.cache.keepAgain()).rejects.toThrow('the disk refused')
  expect(desk.cache.isSettled).toBe(false)
  const other = await desk.reopened()
  expect(other).toMatchObject({ cursor: 'c2', damaged: 0 })
  vi.restoreAllMocks()
  await desk.cache.keepAgain()
  expect(desk.cache.isSettled).toBe(true)
  await desk.append('c5', [put('cases', 9, caseRow(4, 'four again'))])
  expect(await desk.restart()).toEqual({ cursor: 'c5', settled: 0, damaged: 0 })
  expect([1, 2, 3, 4].map((n) => desk.subject(n))).toEqual(['once more', 'two', 'three', 'four again'])
})
