import { expect, test } from 'vitest'
import { describeError } from '#main/unexpected-errors.ts'

// Catches: a customer's words in the log, quoted by an error's message.
test('an error is described by kind, code and place, never by its message', () => {
  const error = Object.assign(new TypeError('Siti Aminah said\n    something private'), { code: 'ENOSPC' })
  const text = describeError(error)
  expect(text).toMatch(/^TypeError ENOSPC\n {4}at /)
  expect(text).not.toMatch(/Siti|private/)
})

// Catches: a log line that is itself a leak or a crash when something other than an error was thrown.
test.each([
  ['secret words', 'a thrown string'],
  [undefined, 'a thrown undefined'],
  [{ text: 'secret' }, 'a thrown object'],
])('the thrown value %j is described by its type', (thrown, text) => {
  expect(describeError(thrown)).toBe(text)
})
