import { expect, test } from 'vitest'
import { allCommands, commandById } from '#renderer/commands/all-commands.ts'
import { isSingleKey, keysOf, presetAlone } from '#renderer/commands/command-keys.ts'
import type { Command } from '#renderer/commands/define-command.ts'
import { clashesOf, ownKeys, resetAllKeys, resetKeys, withKey, withoutKey } from '#renderer/commands/own-keys.ts'
import { comparableKey } from '#renderer/commands/recorded-key.ts'
import { type KeySettings, keyPresets } from '#renderer/workspace/settings-store.ts'

const command = (id: string): Command => {
  const found = commandById(id)
  if (found === undefined) throw new Error(`There is no command ${id}.`)
  return found
}

const next = command('list.next')
const reply = command('write.reply')
const plain = presetAlone('default')
const holders = (key: string, settings: KeySettings): string[] =>
  allCommands
    .filter((one) => keysOf(one, settings).some((other) => comparableKey(other) === comparableKey(key)))
    .map(({ id }) => id)

test('a recorded key stands for its command, beside those it had', () => {
  const settings = withKey(plain, next, 'F2', false)
  expect(keysOf(next, settings)).toEqual([...keysOf(next, plain), 'F2'])
})

// Catches two commands on one key: whichever comes later in the registry would silently never run.
test('a key is taken from whoever had it', () => {
  const settings = withKey(plain, next, 'r', false)
  expect(holders('r', settings)).toEqual(['list.next'])
  expect(keysOf(reply, settings)).not.toContain('r')
})

// Catches G recorded for one command while G then Q stands for another: the second could never be completed.
test('a key that is how others begin takes all of them, and they are told', () => {
  const begun = clashesOf('g', plain, false)
  expect(begun.map(({ key }) => key)).toContain('g q')
  expect(begun.every(({ isSame }) => !isSame)).toBe(true)
  const settings = withKey(plain, next, 'g', false)
  expect(clashesOf('g', settings, false).map(({ command: { id } }) => id)).toEqual(['list.next'])
})

// Catches a comparison by letters: Ctrl+K as recorded is the palette's $mod+k.
test('keys that are written in two ways clash', () => {
  expect(clashesOf('Control+KeyK', plain, false).map(({ command: { id } }) => id)).toEqual(['palette.open'])
  expect(clashesOf('Control+KeyK', plain, true)).toEqual([])
})

test('a key can be taken away, and a command left without any', () => {
  const bare = keysOf(next, plain).reduce((left, key) => withoutKey(left, next, key), plain)
  expect(keysOf(next, bare)).toEqual([])
})

// Catches a reset that leaves the key where it was moved to: two commands would have it.
test('a command that is as it was has its keys back from whoever took them', () => {
  const moved = withKey(plain, next, 'r', false)
  const settings = resetKeys(moved, reply, false)
  expect(holders('r', settings)).toEqual(['write.reply'])
})

test('everything can be as it was at once, in the preset that is chosen', () => {
  const changed = withKey(withKey(plain, next, 'F2', false), reply, 'F3', false)
  expect(Object.keys(ownKeys(changed))).toEqual(['list.next', 'write.reply'])
  expect(ownKeys(resetAllKeys(changed))).toEqual({})
})

// Catches keys that were changed in one set and clash with those of another once that is chosen.
test('what is changed in one set leaves the others alone', () => {
  const changed = withKey(plain, next, 'Control+Alt+KeyC', false)
  expect(keysOf(next, { ...changed, preset: 'zendesk' })).toEqual(keysOf(next, presetAlone('zendesk')))
})

// Catches a single key that was recorded before the agent switched them off [WCAG 2.1.4].
test.each(keyPresets)('single keys that are off are off under the preset %s, recorded ones too', (preset) => {
  const settings = { ...withKey(presetAlone(preset), next, 'u', false), isSingleOff: true }
  expect(allCommands.flatMap((one) => keysOf(one, settings)).filter(isSingleKey)).toEqual([])
  expect(keysOf(next, { ...settings, isSingleOff: false })).toContain('u')
})
