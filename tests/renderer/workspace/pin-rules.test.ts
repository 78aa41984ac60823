import { expect, test } from 'vitest'
import { pinTrouble } from '#renderer/workspace/pin-rules.ts'

// Catches: a PIN that falls to the first five guesses.
test('a PIN has at least as many letters as it must, and is not one of the first that anyone would try', () => {
  expect(['', '27182', '😀😀😀'].filter((pin) => pinTrouble(pin, 6) !== 'short')).toEqual([])
  const easy = ['111111', '123456', '654321', 'abcdefgh', '000000000']
  expect(easy.filter((pin) => pinTrouble(pin, 6) !== 'easy')).toEqual([])
  expect(['271828', '112233', '135791', 'correct horse'].filter((pin) => pinTrouble(pin, 6) !== null)).toEqual([])
  expect(pinTrouble('2718281', 8)).toBe('short')
  expect(pinTrouble('27182818', 8)).toBeNull()
})
