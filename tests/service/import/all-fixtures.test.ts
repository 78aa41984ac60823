import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportSummary } from '#service/channels/import/import-report.ts'
import { tables, tableNames } from '#shared/tables.ts'
import { ImportDesk } from './import-desk.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/imports')

/** Rows without their marks, which each workspace makes under a key of its own. */
const unmarked = (rows: ReadonlyMap<string, object>): string => JSON.stringify([...rows]).replace(/"mark":"[^"]*"/g, '')

describe.each(readdirSync(fixtures))('the export of %s', (name) => {
  let desk: ImportDesk
  let first: ReportSummary
  beforeAll(async () => {
    desk = await ImportDesk.open()
    first = await desk.import(join(fixtures, name), undefined, name)
  })
  afterAll(() => desk.close())

  // Catches: a line that is neither imported nor reported.
  test('every line of every file is imported, used, or skipped with its reason', () => {
    expect(first.unread).toEqual([])
    for (const { file, read, written, unchanged, used, skipped } of first.files)
      expect([file, written + unchanged + used + skipped]).toEqual([file, read])
    expect(first.skipped.reduce((sum, { count }) => sum + count, 0)).toBe(first.total.skipped)
    expect(first.total.written).toBeGreaterThan(0)
  })

  // Catches: rows that nobody could read, and markup that would reach the window as it came.
  test('every row fits its table, and no markup of it can run', async () => {
    for (const table of tableNames) {
      for (const row of (await desk.rows(table)).values()) {
        expect([table, tables[table].schema.safeParse(row).error]).toEqual([table, undefined])
        const html = 'html' in row && typeof row.html === 'string' ? row.html : ''
        expect(html).not.toMatch(/<(script|iframe|svg|img|style)|javascript:|\son\w+=/i)
      }
    }
  })

  // Catches: an import that is not repeatable: doubled rows, or a feed full of changes that are none.
  test('a second import changes nothing and says the same', async () => {
    const head = await desk.head()
    const second = await desk.import(join(fixtures, name), undefined, name)
    expect(await desk.head()).toBe(head)
    expect(second.total).toEqual({ ...first.total, written: 0, unchanged: first.total.written })
    expect([second.coerced, second.unmapped]).toEqual([first.coerced, first.unmapped])
  })

  // Catches: an interrupted import that leaves halves behind or starts over.
  test('an import that was stopped goes on where it stopped and ends with the same rows', async () => {
    const other = await ImportDesk.open()
    try {
      const stopped = await other.import(join(fixtures, name), 2, name)
      expect(stopped.total.written).toBeLessThan(first.total.written)
      await other.import(join(fixtures, name), undefined, name)
      for (const table of tableNames)
        expect(unmarked(await other.rows(table))).toEqual(unmarked(await desk.rows(table)))
    } finally {
      await other.close()
    }
  })
})
