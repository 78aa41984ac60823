import { expect, test } from 'vitest'
import { bodyText, coldKey, groupText, readBody, readGroup } from '#shared/sync/cold-pack.ts'
import type { AnyRow } from '#shared/tables.ts'

const key = (id: string): string => coldKey('messages', id)
const row = (id: string, text: string): AnyRow => ({ id, text })
// Texts that look like groups, and ids that begin like others.
const threads = new Map([
  [key('1'), [row('a', 'first\n["messages/12",[]]'), row('b', '],\n["messages/2",')]],
  [key('12'), [row('c', '[["messages/1",')]],
  [key('2'), [row('d', 'last')]],
])
const body = bodyText(
  [...threads].map(([of, rows]) =>
    groupText(
      of,
      rows.map((one) => JSON.stringify(one)),
    ),
  ),
)

// Would catch: a thread that is cut out at the wrong place, or another one's.
test('one thread of a pack is what reading all of it gives', () => {
  expect(readBody(body)).toEqual(threads)
  for (const [of, rows] of threads) expect(readGroup(body, of)).toEqual(rows)
  expect(readGroup(body, key('3'))).toBeUndefined()
})

// Would catch: packs of another build, with other white space, of which no thread is found.
test('a thread is found however the pack is laid out, and what is no pack is refused', () => {
  const other = JSON.stringify([...threads])
  for (const [of, rows] of threads) expect(readGroup(other, of)).toEqual(rows)
  expect(() => readGroup('{"not":"a pack"', key('1'))).toThrow(SyntaxError)
})
