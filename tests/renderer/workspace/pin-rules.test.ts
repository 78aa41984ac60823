import { expect, test } from 'vitest'
import { pinTrouble } from '#renderer/workspace/pin-rules.ts'

// Catches: a PIN that falls to the first five guesses.
test('a PIN has at least six letters, and is not one of the first that anyone would try', () => {
  expect(['', '27182', '😀😀😀'].filter((pin) => pinTrouble(pin) !== 'short')).toEqual([])
  const easy = ['111111', '123456', '654321', 'abcdefgh', '000000000']
  expect(easy.filter((pin) => pinTrouble(pin) !== 'easy')).toEqual([])
  expect(['271828', '112233', '135791', 'correct horse'].filter((pin) => pinTrouble(pin) !== null)).toEqual([])
})
