import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvText } from '#service/channels/export/csv-text.ts'
import { csvRows } from '#service/channels/import/csv-rows.ts'

/** A text in pieces of some length, as a file comes. */
async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield await Promise.resolve(text.slice(at, at + length))
}

const rowsOf = async (text: string, length = 7): Promise<unknown[]> => {
  const rows: unknown[] = []
  for await (const { line, text: row, why } of csvRows(inPieces(text, length)))
    rows.push(row === null ? why : [line, JSON.parse(row) as unknown])
  return rows
}

// Would catch: a separator, a line end or a quote within a cell taken for the end of it, and lines that are counted wrongly.
test('cells in quotes hold whatever they like, and each row says on which line it begins', async () => {
  const text = 'id;text\r\n1;"a;b\r\n""c"""\r\n\r\n2;plain "quotes" within\n3;""\n'
  for (const length of [1, 2, 1000]) {
    expect(await rowsOf(text, length)).toEqual([
      [2, { id: '1', text: 'a;b\r\n"c"' }],
      [5, { id: '2', text: 'plain "quotes" within' }],
      [6, { id: '3', text: '' }],
    ])
  }
})

// Would catch: a table whose rows slip by a column, or that is swallowed by a quote nobody ended.
test('a row with other cells than the first, and a quote that never ends, are named as such', async () => {
  expect(await rowsOf('a,b\n1\n1,2,3\n1,2\n1,"2\n3,4\n')).toEqual([
    'a row with more or fewer cells than the first row',
    'a row with more or fewer cells than the first row',
    [4, { a: '1', b: '2' }],
    'a text in quotes that never ends',
  ])
})

// Would catch: a name such as `__proto__` that changes every object.
test('cells are the own fields of their row, whatever they are called', async () => {
  const [found] = (await rowsOf('__proto__,constructor\nx,y\n')) as [[number, object]]
  expect(Object.entries(found[1])).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

// Would catch: a text that a table of ours does not give back.
test('what is written as a table is read back as it was', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\0', ''))
  const some = fc.array(fc.record({ id: fc.constant('x'), text: cell }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 9 }), async (rows, length) => {
      const back = (await rowsOf(csvText(['id', 'text'], rows), length)) as [number, unknown][]
      expect(back.map(([, row]) => row)).toEqual(rows)
    }),
  )
})
