import { expect, test } from 'vitest'
import { KeyMatcher, type KeyPress } from '#renderer/commands/key-matcher.ts'

const press = (key: string, code: string, held: readonly string[] = [], timeStamp = 0): KeyPress => ({
  key,
  code,
  timeStamp,
  getModifierState: (modifier) => held.includes(modifier),
})
const matcher = (): KeyMatcher =>
  new KeyMatcher([
    { id: 'next', key: 'j' },
    { id: 'escalate', key: 'Shift+E' },
    { id: 'resolve', key: 'e' },
    { id: 'queue', key: 'g q' },
    { id: 'mine', key: 'g m' },
    { id: 'macro', key: 'm' },
    { id: 'open', key: 'Control+Alt+KeyO' },
    { id: 'help', key: '[Shift]+?' },
  ])

// Catches Shift being ignored, which would solve a case where it should be escalated.
test('Shift makes another key of the same letter', () => {
  expect(matcher().press(press('e', 'KeyE'))).toEqual({ id: 'resolve' })
  expect(matcher().press(press('E', 'KeyE', ['Shift']))).toEqual({ id: 'escalate' })
})

// Catches the second key of a sequence acting on its own.
test('a sequence is completed by its last key only', () => {
  const keys = matcher()
  expect(keys.press(press('g', 'KeyG', [], 0))).toBe('begun')
  expect(keys.press(press('m', 'KeyM', [], 300))).toEqual({ id: 'mine' })
  expect(keys.press(press('m', 'KeyM', [], 600))).toEqual({ id: 'macro' })
})

// Catches G then J moving down the list: a slip must do nothing at all.
test('a key that does not continue a sequence ends it and does nothing', () => {
  const keys = matcher()
  keys.press(press('g', 'KeyG', [], 0))
  expect(keys.press(press('j', 'KeyJ', [], 100))).toBeNull()
  expect(keys.press(press('j', 'KeyJ', [], 200))).toEqual({ id: 'next' })
})

// Catches a G pressed long ago turning the next M into something else.
test('a sequence is forgotten after a while', () => {
  const keys = matcher()
  keys.press(press('g', 'KeyG', [], 0))
  expect(keys.press(press('m', 'KeyM', [], 5000))).toEqual({ id: 'macro' })
})

// Catches agents having to leave their Thai or Cyrillic layout to use the keyboard.
test('letters are found by their place on layouts that have no Latin letters', () => {
  expect(matcher().press(press('่', 'KeyJ'))).toEqual({ id: 'next' })
  expect(matcher().press(press('о', 'KeyJ'))).toEqual({ id: 'next' })
})

// Catches Ctrl+Alt keys going dead where the letter under them writes another sign.
test('Ctrl+Alt keys go by their place', () => {
  expect(matcher().press(press('ó', 'KeyO', ['Control', 'Alt']))).toEqual({ id: 'open' })
})

// Catches help being unreachable where ? needs Shift, or where it does not.
test('a sign is found with or without the Shift that writes it', () => {
  expect(matcher().press(press('?', 'Slash', ['Shift']))).toEqual({ id: 'help' })
  expect(matcher().press(press('?', 'Comma'))).toEqual({ id: 'help' })
})

// Catches a bare Shift press ending a sequence.
test('a modifier alone neither acts nor ends a sequence', () => {
  const keys = matcher()
  keys.press(press('g', 'KeyG', [], 0))
  expect(keys.press(press('Shift', 'ShiftLeft', ['Shift'], 50))).toBe('begun')
  expect(keys.press(press('q', 'KeyQ', [], 100))).toEqual({ id: 'queue' })
})
