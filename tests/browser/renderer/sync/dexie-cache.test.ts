import { expect, test } from 'vitest'
import type { RowChange } from '#shared/sync/protocol.ts'
import type { AnyRow } from '#shared/tables.ts'
import { CacheDatabase } from '#renderer/sync/cache-database.ts'
import { compact } from '#renderer/sync/compaction.ts'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { DexieCache } from '#renderer/sync/dexie-cache.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const caseRow = (n: number, subject: string): AnyRow => ({ id: id(n), subject, partyIds: [], orderIds: [] })
const message = (n: number, of: number, text: string): AnyRow => ({ id: id(100_000 + n), caseId: id(of), text })
const put = (t: string, v: number, row: AnyRow): RowChange => ({ t, id: row.id, v, row })
const gone = (t: string, v: number, n: number): RowChange => ({ t, id: id(n), v, gone: true })
const atOnce = (): Promise<void> => Promise.resolve()

/** A cache on disk with the memory that belongs to it, as a window has them. */
class Desk {
  readonly agentId = crypto.randomUUID()
  cache = new DexieCache(new CacheDatabase(this.agentId))
  truth = new ConfirmedRows()

  async restart(): Promise<{ cursor: string | null; settled: number }> {
    this.cache.close()
    this.cache = new DexieCache(new CacheDatabase(this.agentId))
    this.truth = new ConfirmedRows()
    const content = await this.cache.load()
    for (const [table, read] of content.warm) this.truth.load(table, read)
    return { cursor: content.cursor, settled: content.settled.length }
  }

  async append(cursor: string, changes: RowChange[]): Promise<void> {
    for (const change of changes) this.truth.apply(change)
    await this.cache.append({ cursor, changes, settled: [], dropped: [] })
  }

  async snapshot(cursor: string, pages: RowChange[][]): Promise<void> {
    const writer = await this.cache.beginSnapshot()
    for (const page of pages) {
      for (const change of page) this.truth.apply(change, true)
      await writer.write(page)
    }
    await writer.finish(cursor)
  }

  subject(n: number): unknown {
    return this.truth.get('cases', id(n))?.subject
  }

  async texts(n: number): Promise<unknown[]> {
    const rows = await this.cache.coldRows('messages', id(n))
    return rows.map((row) => String(row['text'])).sort()
  }
}

// Would catch: a copy that counts as whole before its last page, or a cursor ahead of its rows.
test('a first download is there after a restart, and an unfinished one is as if it had never begun', async () => {
  const desk = new Desk()
  const begun = await desk.cache.beginSnapshot()
  await begun.write([put('cases', 1, caseRow(1, 'half'))])
  expect(await desk.restart()).toEqual({ cursor: null, settled: 0 })
  await desk.snapshot('c1', [
    [put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'hello'))],
    [put('messages', 3, message(2, 1, 'again'))],
  ])
  expect(await desk.restart()).toEqual({ cursor: 'c1', settled: 0 })
  expect(desk.subject(1)).toBe('one')
  expect(await desk.texts(1)).toEqual(['again', 'hello'])
})

// Would catch: a thread read from its pack alone, without what came in after the pack was written.
test('what came after the packs were written is read on top of them, before and after a restart and after tidying up', async () => {
  const desk = new Desk()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'hello'))]])
  await desk.append('c2', [put('cases', 4, caseRow(1, 'changed')), put('messages', 5, message(2, 1, 'new'))])
  await desk.append('c3', [put('cases', 6, caseRow(2, 'another')), put('messages', 7, message(3, 2, 'first'))])
  const expected = async (): Promise<void> => {
    expect([desk.subject(1), desk.subject(2)]).toEqual(['changed', 'another'])
    expect(await desk.texts(1)).toEqual(['hello', 'new'])
    expect(await desk.texts(2)).toEqual(['first'])
  }
  await expected()
  expect(await desk.restart()).toEqual({ cursor: 'c3', settled: 0 })
  await expected()
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  await expected()
  expect(await desk.cache.database.journal.count()).toBe(0)
  expect(await desk.restart()).toEqual({ cursor: 'c3', settled: 0 })
  await expected()
})

// Would catch: a thread that stays readable on disk after its case was taken from sight [S17].
test('a case that is gone takes its thread along, in the journal and in the packs', async () => {
  const desk = new Desk()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'one')), put('messages', 2, message(1, 1, 'secret'))]])
  await desk.append('c2', [gone('cases', 3, 1)])
  expect(await desk.texts(1)).toEqual([])
  await desk.restart()
  expect([desk.subject(1), await desk.texts(1)]).toEqual([undefined, []])
  await compact(desk.cache, desk.truth, atOnce)
  const records = await desk.cache.database.cold.toArray()
  expect(JSON.stringify(records)).not.toContain('secret')
  expect(JSON.stringify(await desk.cache.database.packs.toArray())).not.toContain('one')
})

// Would catch: tidying up that throws away a change which came in while it was writing.
test('changes that come in while the packs are being written are kept', async () => {
  const desk = new Desk()
  const rows = Array.from({ length: 1200 }, (_, n) => put('cases', n + 1, caseRow(n, `s${n}`)))
  await desk.snapshot('c1', [rows])
  await desk.append('c2', [put('cases', 2001, caseRow(3, 'before')), put('messages', 2002, message(1, 3, 'm1'))])
  let rounds = 0
  const meanwhile = async (): Promise<void> => {
    if (rounds++ < 2) await desk.append(`d${rounds}`, [put('cases', 3000 + rounds, caseRow(700, `during ${rounds}`))])
  }
  const tidied = compact(desk.cache, desk.truth, meanwhile)
  await tidied
  await desk.restart()
  expect([desk.subject(3), desk.subject(700), await desk.texts(3)]).toEqual(['before', 'during 2', ['m1']])
})

// Would catch: an older version of a row written over a newer one.
test('an older version never replaces a newer one, and a whole new copy replaces everything', async () => {
  const desk = new Desk()
  await desk.snapshot('c1', [[put('cases', 10, caseRow(1, 'new')), put('cases', 2, caseRow(2, 'leaves'))]])
  await desk.append('c2', [put('cases', 9, caseRow(1, 'old'))])
  await desk.restart()
  expect(desk.subject(1)).toBe('new')
  await desk.snapshot('e1', [[put('cases', 1, caseRow(1, 'restored'))]])
  expect(await desk.restart()).toEqual({ cursor: 'e1', settled: 0 })
  expect([desk.subject(1), desk.subject(2)]).toEqual(['restored', undefined])
})

// Would catch: rows of a newer service that an older window throws away while tidying up [S19].
test('rows of a table that this build does not know are kept through tidying up', async () => {
  const desk = new Desk()
  await desk.snapshot('c1', [[put('holidays', 1, { id: id(1), name: 'packed' }), put('cases', 2, caseRow(2, 'known'))]])
  await desk.append('c2', [put('holidays', 3, { id: id(2), name: 'later' }), put('cases', 4, caseRow(2, 'changed'))])
  expect(await compact(desk.cache, desk.truth, atOnce)).toBe(true)
  expect(await desk.restart()).toEqual({ cursor: 'c2', settled: 0 })
  expect(desk.subject(2)).toBe('changed')
  const { packs, journal } = desk.cache.database
  expect((await packs.toArray()).map(({ table, count }) => [table, count])).toContainEqual(['holidays', 1])
  expect((await journal.toArray()).flatMap(({ changes }) => changes)).toEqual([
    put('holidays', 3, { id: id(2), name: 'later' }),
  ])
})

// Would catch: a copy written by another build that is misread instead of fetched anew.
test('a copy in another format is as if there were none', async () => {
  const desk = new Desk()
  await desk.snapshot('c1', [[put('cases', 1, caseRow(1, 'old'))]])
  const { marks } = desk.cache.database
  await marks.put({ format: 1, cursor: 'c1', gen: 1 }, 'copy')
  expect(await desk.restart()).toEqual({ cursor: null, settled: 0 })
})

// Would catch: a search index built from half of the bodies.
test('every cold row is found by a scan, packed or not', async () => {
  const desk = new Desk()
  const bodies = Array.from({ length: 60 }, (_, n) =>
    put('sopBodies', n + 1, { id: id(n), sopId: id(n), body: `text ${n} ${'x'.repeat(2000)}` }),
  )
  await desk.snapshot('c1', [bodies.slice(0, 35), bodies.slice(35)])
  await desk.append('c2', [put('sopBodies', 100, { id: id(60), sopId: id(60), body: 'late' })])
  const found: string[] = []
  await desk.cache.scanCold('sopBodies', (rows) => found.push(...rows.map((row) => row.id)))
  expect(found.sort()).toEqual(Array.from({ length: 61 }, (_, n) => id(n)))
})
