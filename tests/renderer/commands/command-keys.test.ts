import { expect, test } from 'vitest'
import { allCommands } from '#renderer/commands/all-commands.ts'
import { isSingleKey, keyLabel, presetKeysOf } from '#renderer/commands/command-keys.ts'
import { comparableKey } from '#renderer/commands/recorded-key.ts'
import { keyPresets } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

// Catches a second command on a key: whichever is declared later would silently never run. A key may be written in two ways.
test.each(keyPresets.flatMap((preset) => [[preset, false] as const, [preset, true] as const]))(
  'no key stands for two commands under the preset %s (on a Mac: %s)',
  (preset, isMac) => {
    const keys = allCommands.flatMap((command) => presetKeysOf(command, preset).map((key) => comparableKey(key, isMac)))
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  },
)

// Catches a key such as `g` beside a sequence such as `g q`: the sequence could never be completed.
test.each(keyPresets)('no key is the beginning of another one under the preset %s', (preset) => {
  const keys = allCommands.flatMap((command) => presetKeysOf(command, preset))
  expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key} `)))).toEqual([])
})

// Catches a single key that slips through by its Shift or by a sequence: people who switched them off did so for a reason.
test('the presets without single keys have none', () => {
  for (const preset of ['zendesk', 'no-single-keys'] as const) {
    const single = allCommands.flatMap((command) => presetKeysOf(command, preset)).filter(isSingleKey)
    expect(single).toEqual([])
  }
})

// Catches a command that could not be told from another one in the palette.
test('every command has an id and a title of its own', () => {
  const ids = allCommands.map(({ id }) => id)
  const titles = allCommands.map(({ title }) => say(title))
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(titles).size).toBe(titles.length)
})

// Catches key names that no keyboard has printed on it.
test('keys are shown as they are printed on the keyboard', () => {
  expect(keyLabel('j')).toBe('J')
  expect(keyLabel('g q')).toBe('G then Q')
  expect(keyLabel('Shift+E')).toBe('Shift+E')
  expect(keyLabel('[Shift]+?')).toBe('?')
  expect(keyLabel('$mod+k')).toBe('Ctrl+K')
  expect(keyLabel('$mod+k', true)).toBe('⌘K')
  expect(keyLabel('Control+Alt+KeyO')).toBe('Ctrl+Alt+O')
  expect(keyLabel('Alt+Digit1')).toBe('Alt+1')
  expect(keyLabel('Escape')).toBe('Esc')
})
