import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { compact } from '#renderer/sync/compaction.ts'
import { deflated } from '#renderer/sync/deflated-bytes.ts'
import type { Pack } from '#renderer/sync/disk.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { packsOf } from '#tests/renderer/sync/packs-of.ts'
import { CachedDesk, atOnce, caseRow, gone, id, message, put } from './cached-desk.ts'

const nothing = { cursor: null, settled: 0, damaged: 0 }
const at = (cursor: string) => ({ cursor, settled: 0, damaged: 0 })

// Would catch: a copy that counts as whole before its last page, or a cursor ahead of its rows.
test('a first download is there after a restart, and an unfinished one is as if it had never begun', async () => {
  const desk = await CachedDesk.open()
  const begun = await desk.cache.beginSnapshot()
  await begun.write(packsOf([put('cases', 1, caseRow(1, 'half'))]))
  expect(await desk.restart()).toEqual(nothing)
  await desk.snapshot('c1', [
    [put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'hello'))],
    [put('messages', 3, message(2, 2, 'again'))],
  ])
  expect(await desk.restart()).toEqual(at('c1'))
  expect([desk.subject(1), await desk.texts(1), await desk.texts(2)]).toEqual(['one', ['hello'], ['again']])
})

/** Threads deflated, as the service sends them. */
const asServed = (packs: readonly Pack[]): Promise<Pack[]> =>
  Promise.all(
    packs.map(async (pack) => (pack.head.parents === undefined ? pack : { ...pack, body: await deflated(pack.body) })),
  )

// Would catch: packs of the service that are kept and cannot be read, or that come to be plain, and four times as large, when tidied up.
test('threads are kept deflated as they came, read one by one or all, and stay so when they are tidied up', async () => {
  const desk = await CachedDesk.open()
  const text = 'a text like any other. '.repeat(100)
  const threads = Array.from({ length: 30 }, (_, n) => put('messages', n + 1, message(n, n, `${n} ${text}`)))
  const writer = await desk.cache.beginSnapshot()
  await writer.write(await asServed(packsOf([put('cases', 50, caseRow(1, 'one')), ...threads])))
  await writer.finish('c1')
  const expected = async (): Promise<void> => {
    for (const n of [0, 17, 29]) expect(await desk.texts(n)).toEqual([`${n} ${text}`])
    let read = 0
    await desk.cache.scanCold('messages', (rows) => (read += rows.length))
    expect(read).toBe(30)
    for (const { sealed } of await desk.cache.database.coldPacks.toArray())
      expect(sealed.length).toBeLessThan(text.length)
  }
  await expected()
  await desk.restart()
  await expected()
  await desk.append('c2', [put('messages', 60, message(17, 17, `17 ${text}`)), put('cases', 61, caseRow(2, 'two'))])
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  await desk.restart()
  await expected()
})

// Would catch: a thread read from its pack alone, without what came in after the pack was written.
test('what came after the packs were written is read on top of them, before and after a restart and after tidying up', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'hello'))]])
  await desk.append('c2', [put('cases', 4, caseRow(1, 'changed')), put('messages', 5, message(2, 1, 'new'))])
  await desk.append('c3', [put('cases', 6, caseRow(2, 'another')), put('messages', 7, message(3, 2, 'first'))])
  const expected = async (): Promise<void> => {
    expect([desk.subject(1), desk.subject(2)]).toEqual(['changed', 'another'])
    expect(await desk.texts(1)).toEqual(['hello', 'new'])
    expect(await desk.texts(2)).toEqual(['first'])
  }
  await expected()
  expect(await desk.restart()).toEqual(at('c3'))
  await expected()
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  await expected()
  expect(await desk.cache.database.entries.count()).toBe(0)
  expect(await desk.restart()).toEqual(at('c3'))
  await expected()
})

// Would catch: a thread that stays readable on disk after its case was taken from sight [S17].
test('a case that is gone takes its thread along, in the journal and in the packs', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'secret'))]])
  await desk.append('c2', [gone('cases', 3, 1)])
  expect(await desk.texts(1)).toEqual([])
  await desk.restart()
  expect([desk.subject(1), await desk.texts(1)]).toEqual([undefined, []])
  await compact(desk.cache, desk.truth, atOnce)
  expect(await desk.cache.database.coldPacks.count()).toBe(0)
  await desk.restart()
  expect([desk.subject(1), await desk.texts(1), desk.missing]).toEqual([undefined, [], []])
})

// Would catch: tidying up that throws away a change which came in while it was writing.
test('changes that come in while the packs are being written are kept', async () => {
  const desk = await CachedDesk.open()
  const rows = Array.from({ length: 1200 }, (_, n) => put('cases', n + 1, caseRow(n, `s${n}`)))
  await desk.snapshot('c1', [rows])
  await desk.append('c2', [put('cases', 2001, caseRow(3, 'before')), put('messages', 2002, message(1, 3, 'm1'))])
  let rounds = 0
  const meanwhile = async (): Promise<void> => {
    if (rounds++ < 2) await desk.append(`d${rounds}`, [put('cases', 3000 + rounds, caseRow(700, `during ${rounds}`))])
  }
  expect(await compact(desk.cache, desk.truth, meanwhile)).toBe(true)
  expect(await desk.restart()).toEqual(at('d2'))
  expect([desk.subject(3), desk.subject(700), await desk.texts(3)]).toEqual(['before', 'during 2', ['m1']])
})

// Would catch: packs that go into a copy that another one has just taken the place of.
test('a whole new copy that comes while the packs are being written is what counts', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'old')), put('messages', 2, message(1, 1, 'old'))]])
  await desk.append('c2', [put('cases', 3, caseRow(1, 'newer')), put('messages', 4, message(2, 1, 'newer'))])
  let isDone = false
  const meanwhile = async (): Promise<void> => {
    if (isDone) return
    isDone = true
    await desk.snapshot('e1', [[put('cases', 9, caseRow(1, 'whole')), put('messages', 9, message(1, 1, 'whole'))]])
  }
  expect(await compact(desk.cache, desk.truth, meanwhile)).toBe(false)
  expect(await desk.restart()).toEqual(at('e1'))
  expect([desk.subject(1), await desk.texts(1)]).toEqual(['whole', ['whole']])
})

// Would catch: an entry meant for the old copy that is written behind the new one, with the old cursor, or with the thread of a case that the
// new one does not have.
test('what waits to be written while a whole new copy is finished neither turns the cursor back nor stays [S17]', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'old'))]])
  const writer = await desk.cache.beginSnapshot()
  await writer.write(packsOf([put('cases', 5, caseRow(1, 'new'))]))
  const asked = [
    put('messages', 3, message(1, 1, 'asked for')),
    put('messages', 4, message(2, 2, 'of a case that is gone')),
  ]
  await Promise.all([writer.finish('e1'), desk.cache.keepCold(asked)])
  expect(await desk.restart()).toEqual(at('e1'))
  expect([desk.subject(1), await desk.texts(2)]).toEqual(['new', []])
})

// Would catch: an older version of a row written over a newer one.
test('an older version never replaces a newer one, and a whole new copy replaces everything', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 10, caseRow(1, 'new')), put('cases', 2, caseRow(2, 'leaves'))]])
  await desk.append('c2', [put('cases', 9, caseRow(1, 'old'))])
  await desk.restart()
  expect(desk.subject(1)).toBe('new')
  await desk.snapshot('e1', [[put('cases', 1, caseRow(1, 'restored'))]])
  expect(await desk.restart()).toEqual(at('e1'))
  expect([desk.subject(1), desk.subject(2)]).toEqual(['restored', undefined])
})

// Would catch: rows of a newer service that an older window throws away while tidying up [S19].
test('rows of a table that this build does not know are kept through tidying up', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('holidays', 1, { id: id(1), name: 'packed' }), put('cases', 2, caseRow(2, 'known'))]])
  await desk.append('c2', [put('holidays', 3, { id: id(2), name: 'later' }), put('cases', 4, caseRow(2, 'changed'))])
  for (let times = 0; times < 2; times++) {
    expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
    expect(await desk.restart()).toEqual(at('c2'))
    expect(desk.subject(2)).toBe('changed')
    const { cache } = desk
    const { entries } = await cache.journal.load(cache.gen, await cache.database.entries.toArray())
    expect(entries.flatMap(({ changes }) => changes)).toContainEqual(put('holidays', 3, { id: id(2), name: 'later' }))
  }
  const tables = (await desk.cache.database.warmPacks.toArray()).map(({ table }) => table)
  expect(tables.sort()).toEqual(['cases', 'holidays'])
})

// Would catch: a copy written by another build that is misread instead of fetched anew.
test('a copy in another format is as if there were none', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'old'))]])
  await desk.cache.database.marks.put({ format: 2, cursor: 'c1', packedTo: 0, gen: 1 }, 'copy')
  expect(await desk.restart()).toEqual(nothing)
})

// Would catch: plain rows of an older build that stay readable on disk, or an upgrade that fails and takes the window along [S19].
test('what version 1 left, unsealed, is dropped when the database is opened', async () => {
  const desk = await CachedDesk.open()
  desk.cache.close()
  const old = new Dexie(`tierdesk-cache-${desk.agentId}`)
  old.version(1).stores({ packs: '[gen+table+n], gen', cold: '++id, gen, *at', journal: '++', marks: '' })
  await old.table('packs').put({ gen: 1, table: 'cases', n: 0, count: 1, columns: { subject: 'plain words' } })
  await old.table('cold').put({ gen: 1, at: ['1/messages/x'], body: new TextEncoder().encode('plain words') })
  await old.table('journal').add({ cursor: 'c2', changes: [], settled: [], dropped: [] })
  await old.table('marks').put({ format: 2, cursor: 'c1', gen: 1 }, 'copy')
  old.close()
  expect(await desk.restart()).toEqual(nothing)
  expect(await desk.onDisk()).toBe('[]')
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'new'))]])
  await desk.restart()
  expect(desk.subject(1)).toBe('new')
})

// Would catch: a search index built from half of the bodies.
test('every cold row is found by a scan, packed or not', async () => {
  const desk = await CachedDesk.open()
  const bodies = Array.from({ length: 60 }, (_, n) =>
    put('sopBodies', n + 1, { id: id(n), sopId: id(n), body: `text ${n} ${'x'.repeat(2000)}` }),
  )
  await desk.snapshot('c1', [bodies.slice(0, 35), bodies.slice(35)])
  await desk.append('c2', [put('sopBodies', 100, { id: id(60), sopId: id(60), body: 'late' })])
  const found: string[] = []
  await desk.cache.scanCold('sopBodies', (rows) => found.push(...rows.map((row) => row.id)))
  expect(found.sort()).toEqual(Array.from({ length: 61 }, (_, n) => id(n)))
})

// Would catch: a table, a journal or a directory that is written past the seal.
test('nothing that a person wrote, and no id of a row, is readable on disk', async () => {
  const desk = await CachedDesk.open()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'canary')), put('messages', 2, message(1, 1, 'canary'))]])
  await desk.append('c2', [put('cases', 4, caseRow(2, 'canary')), put('messages', 5, message(2, 2, 'canary'))])
  await desk.texts(1)
  const before = await desk.onDisk()
  await compact(desk.cache, desk.truth, atOnce)
  await desk.append('c3', [put('messages', 6, message(3, 2, 'canary'))])
  for (const text of [before, await desk.onDisk()]) {
    expect(text).not.toContain('canary')
    expect(text).not.toContain(id(1).slice(0, 20))
  }
})

// Would catch: a directory that grows with every tidying up, or one written anew that forgets where threads are.
test('threads are found after they were moved from pack to pack many times', async () => {
  const desk = await CachedDesk.open()
  const threads = Array.from({ length: 60 }, (_, n) => put('messages', n + 1, message(n, n, `m${n}`)))
  await desk.snapshot('c1', [threads])
  for (let round = 0; round < 30; round++) {
    const n = (round * 7) % 60
    await desk.append(`d${round}`, [put('messages', 1000 + round, message(1000 + round, n, `r${round}`))])
    expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  }
  expect(await desk.cache.database.directory.count()).toBeLessThan(30)
  await desk.restart()
  const texts = (await Promise.all(Array.from({ length: 60 }, (_, n) => desk.texts(n)))).flat()
  const expected = [...threads.keys()].map((n) => `m${n}`).concat(Array.from({ length: 30 }, (_, n) => `r${n}`))
  expect(new Set(texts)).toEqual(new Set(expected))
  expect(texts).toHaveLength(expected.length)
})

// Would catch: a changed SOP that the kept search index goes on finding by its old words, and an index that is read anew at each start.
test('the mark of a text stays over a restart, is another after each change, and is empty where there is none', async () => {
  const desk = await CachedDesk.open()
  const body = (n: number, v: number, text: string): RowChange =>
    put('sopBodies', v, { id: id(n), sopId: id(n), format: 'markdown', body: text })
  const heads = [put('sops', 1, { id: id(1) }), put('sops', 1, { id: id(2) })]
  const marks = (): Promise<readonly string[]> => desk.cache.coldMarks('sopBodies', [id(1), id(2), id(3)])
  await desk.snapshot('c1', [[...heads, body(1, 2, 'one'), body(2, 2, 'two')]])
  const seen = [await marks()]
  expect(seen[0]?.map((mark) => mark !== '')).toEqual([true, true, false])
  await desk.restart()
  expect(await marks()).toEqual(seen[0])
  const isOther = async (): Promise<readonly boolean[]> => {
    const now = await marks()
    const last = seen.at(-1) ?? []
    seen.push(now)
    return now.map((mark, at) => mark !== last[at])
  }
  for (const v of [3, 4]) {
    await desk.append(`c${v}`, [body(2, v, 'two')])
    expect(await isOther()).toEqual([false, true, false])
    await desk.restart()
    expect(await marks()).toEqual(seen.at(-1))
  }
  await desk.append('c5', [gone('sops', 5, 1)])
  expect((await marks())[0]).toBe('')
})
