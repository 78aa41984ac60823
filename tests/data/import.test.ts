import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportSummary } from '#service/channels/import/import-report.ts'
import { ImportDesk } from '../service/import/import-desk.ts'

const folder = process.env['TIERDESK_DEV_DATA'] ?? join(import.meta.dirname, '../../../shared/data/dev')

/** The lines of a packed NDJSON file, counted without the importer. */
async function linesIn(name: string): Promise<number> {
  let lines = 0
  for await (const line of createInterface({ input: createReadStream(join(folder, name)).pipe(createGunzip()) })) {
    if (line.trim() !== '') lines += 1
  }
  return lines
}

// A named extra: it needs the real conversations, which are not part of the project.
describe.runIf(existsSync(join(folder, 'tickets.ndjson.gz')))('the real export', () => {
  let desk: ImportDesk
  let interrupted: ReportSummary
  let rest: ReportSummary
  let again: ReportSummary
  let heads: readonly number[]
  beforeAll(async () => {
    desk = await ImportDesk.open()
    interrupted = await desk.import(folder, 20_000)
    rest = await desk.import(folder)
    const head = await desk.head()
    again = await desk.import(folder)
    heads = [head, await desk.head()]
  })
  afterAll(() => desk.close())

  // Catches: lines that get lost between the file and the report, on data that nobody here wrote.
  test('every line of every file is in the report', async () => {
    for (const { read, written, unchanged, used, skipped } of rest.files) {
      expect(written + unchanged + used + skipped).toBe(read)
    }
    const lined = rest.files.filter(({ file }) => file.includes('.ndjson'))
    const counted = await Promise.all(lined.map(async ({ file }) => [file, await linesIn(file)]))
    expect(lined.map(({ file, read }) => [file, read])).toEqual(counted)
    const named = [...rest.files.map(({ file }) => file), ...rest.unread.map(({ file }) => file)]
    expect(named.sort()).toEqual(readdirSync(folder).sort())
  })

  // Catches: an interrupted import that starts over, leaves something out, or is not repeatable.
  test('an interrupted import goes on, and a further one changes nothing', () => {
    expect(interrupted.total.written).toBeGreaterThan(15_000)
    expect(rest.total.unchanged).toBe(interrupted.total.written)
    expect(again.total).toEqual({ ...rest.total, written: 0, unchanged: rest.total.written + rest.total.unchanged })
    expect(heads[0]).toBe(heads[1])
  })

  // Catches: tickets or comments that come out fewer, and texts that are gone.
  test('every ticket is a case, every comment a message, every article with a text an SOP', async () => {
    const count = async (sql: string): Promise<number> =>
      Number((await desk.pool.query<{ count: string }>(sql)).rows[0]?.count)
    const rows = (table: string): Promise<number> => count(`select count(*) from rows where tbl = '${table}'`)
    expect(await rows('cases')).toBe(await linesIn('tickets.ndjson.gz'))
    expect(await rows('sops')).toBe(await linesIn('articles.ndjson.gz'))
    expect(await rows('escalations')).toBe(await linesIn('escalations.ndjson.gz'))
    expect(await count(`select sum((row->>'messageCount')::int) as count from rows where tbl = 'cases'`)).toBe(
      await rows('messages'),
    )
    const empty = `select count(*) from rows where tbl = 'messages' and row->>'kind' <> 'event' and row->>'text' = ''`
    expect(await count(empty)).toBe(0)
    const unseen = `select count(*) from rows where audience = '{}' and tbl not in ('parties', 'orders', 'disputes')`
    expect(await count(unseen)).toBe(0)
  })
})
