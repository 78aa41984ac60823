import { expect, test } from 'vitest'
import { jsonLines, listElements } from '#service/channels/import/json-elements.ts'

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

// Catches: a value lost or doubled where a chunk of the file ends, and wrong line numbers after blank lines.
test.each([1, 3, 7, 1000])('lines are found wherever the chunks end (%i characters each)', async (size) => {
  expect(await all(jsonLines(pieces('{"a":1}\r\n\n {"b":2}\n{"c":3}', size)))).toEqual([
    { line: 1, text: '{"a":1}\r' },
    { line: 3, text: ' {"b":2}' },
    { line: 4, text: '{"c":3}' },
  ])
})

const inner = [{ a: 'x, ]}\\"[', tickets: [{ n: 1 }] }, { b: [1, { c: null }] }, 3, 'four']
const texts = inner.map((item) => JSON.stringify(item))

// Catches: brackets and commas inside texts taken for structure; the list of a nested object taken for the wanted one.
test.each([1, 2, 5, 1000])('the list of an API page is found wherever it stands (%i characters each)', async (size) => {
  const page = `{"meta": {"tickets": [9]}, "next_page": null,\n "users": [8], "tickets": [${texts.join(' ,\n')} ], "count": 4}`
  const found = await all(listElements(pieces(page, size), ['tickets']))
  expect(found.map(({ text }) => JSON.parse(text ?? '') as unknown)).toEqual(inner)
  expect(found.map(({ line }) => line)).toEqual([2, 3, 4, 5])
})

// Catches: a bare list read as nothing, and an empty one as one element.
test('a file that is a list itself is read, also an empty one', async () => {
  expect(await all(listElements(pieces('[1,\n{"a":[2]}]', 4), ['tickets']))).toEqual([
    { line: 1, text: '1' },
    { line: 2, text: '{"a":[2]}' },
  ])
  expect(await all(listElements(pieces(' [ ] ', 4), ['tickets']))).toEqual([])
})

// Catches: a list that breaks off and passes for whole.
test('what a broken list began is handed on, to be reported', async () => {
  expect(await all(listElements(pieces('[{"a":1}, {"b"', 4), ['tickets']))).toEqual([
    { line: 1, text: '{"a":1}' },
    { line: 1, text: '{"b"' },
  ])
})
