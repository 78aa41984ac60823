import { expect, test } from 'vitest'
import { type RecordedPress, comparableKey, isReserved, pressOf } from '#renderer/commands/recorded-key.ts'

const press = (given: Partial<RecordedPress>): RecordedPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...given,
})

// Catches a combination that is kept by its letter: on a French keyboard it would be another key than on an English one.
test('with Ctrl or Alt the place on the keyboard is recorded, alone the letter', () => {
  expect(pressOf(press({ key: 'o', code: 'KeyO', ctrlKey: true, altKey: true }))).toBe('Control+Alt+KeyO')
  expect(pressOf(press({ key: 'q', code: 'KeyA', altKey: true }))).toBe('Alt+KeyA')
  expect(pressOf(press({ key: 'y', code: 'KeyZ' }))).toBe('y')
  expect(pressOf(press({ key: 'E', code: 'KeyE', shiftKey: true }))).toBe('Shift+E')
  expect(pressOf(press({ key: '?', code: 'Minus', shiftKey: true }))).toBe('[Shift]+?')
  expect(pressOf(press({ key: 'F2', code: 'F2' }))).toBe('F2')
})

// Catches an agent with a Thai, Arabic or Cyrillic layout whose recorded key would never be found again.
test('a letter of another script is recorded as the Latin one in its place', () => {
  expect(pressOf(press({ key: '่', code: 'KeyJ' }))).toBe('j')
  expect(pressOf(press({ key: 'О', code: 'KeyJ', shiftKey: true }))).toBe('Shift+J')
})

// Catches a recorder that takes the Ctrl of Ctrl+O for the whole key, or a dead key of a layout for a sign.
test('a modifier alone is no key', () => {
  for (const key of ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process']) {
    expect(pressOf(press({ key }))).toBeNull()
  }
})

test('two ways to write a key are the same key', () => {
  expect(comparableKey('$mod+k')).toBe(comparableKey('Control+KeyK'))
  expect(comparableKey('$mod+k', true)).toBe(comparableKey('Meta+KeyK', true))
  expect(comparableKey('$mod+/')).toBe(comparableKey('Control+Slash'))
  expect(comparableKey('Alt+Digit1')).toBe(comparableKey('Alt+1'))
  expect(comparableKey('[Shift]+?')).toBe(comparableKey('?'))
  expect(comparableKey('Shift+E')).not.toBe(comparableKey('e'))
  expect(comparableKey('g q')).toBe('g q')
})

// Catches an agent who takes copying, closing the window or leaving a dialog away from themselves.
test('what the window itself or writing needs can be no command', () => {
  for (const key of ['Tab', 'Escape', 'Enter', 'ArrowDown', 'Space', 'F5', 'Control+KeyC', 'Control+KeyZ', '$mod+w']) {
    expect({ key, isReserved: isReserved(key) }).toEqual({ key, isReserved: true })
  }
  for (const key of ['Alt+F4', 'Control+Shift+KeyT']) {
    expect({ key, isReserved: isReserved(key) }).toEqual({ key, isReserved: true })
  }
  for (const key of [
    'j',
    'Shift+E',
    'Alt+KeyW',
    'Control+Alt+KeyC',
    'F2',
    '[Shift]+/',
    'Alt+ArrowDown',
    'Control+Enter',
  ]) {
    expect({ key, isReserved: isReserved(key) }).toEqual({ key, isReserved: false })
  }
})
