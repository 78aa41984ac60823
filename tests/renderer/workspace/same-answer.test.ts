import { expect, test } from 'vitest'
import { isSameAnswer } from '#renderer/workspace/same-answer.ts'

const row = { id: 'a', tags: ['x'] }

// Would catch: a list that is drawn anew for every change anywhere, because its answer is another object each time.
test('answers of the same rows are the same', () => {
  expect(isSameAnswer([row], [row])).toBe(true)
  expect(isSameAnswer(new Map([['a', 'draft']]), new Map([['a', 'draft']]))).toBe(true)
  expect(isSameAnswer({ sending: new Map(), parked: [row] }, { sending: new Map(), parked: [row] })).toBe(true)
})

// Would catch: a change that is never drawn.
test('answers that differ anywhere are not', () => {
  expect(isSameAnswer([row], [row, row])).toBe(false)
  expect(isSameAnswer([row], [{ ...row, id: 'b' }])).toBe(false)
  expect(isSameAnswer(new Map([['a', 'draft']]), new Map([['b', 'draft']]))).toBe(false)
  expect(isSameAnswer(new Map([['a', undefined]]), new Map([['b', undefined]]))).toBe(false)
  expect(isSameAnswer({ n: 1 }, { n: 1, more: undefined })).toBe(false)
  expect(isSameAnswer({ list: [1] }, { list: [2] })).toBe(false)
  expect(isSameAnswer([], {})).toBe(false)
  expect(isSameAnswer(null, {})).toBe(false)
})

// Would catch: what is not made of lists, maps and plain objects being taken for the same because it has no fields of its own.
test('other things are the same only where they are one', () => {
  const at = new Date(0)
  expect(isSameAnswer(at, new Date(1))).toBe(false)
  expect(isSameAnswer([at], [at])).toBe(true)
})
