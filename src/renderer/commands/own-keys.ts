import type { KeySettings, OwnKeys } from '#renderer/workspace/settings-store.ts'
import { allCommands } from './all-commands.ts'
import { keysOf, presetKeysOf } from './command-keys.ts'
import type { Command } from './define-command.ts'
import { comparableKey } from './recorded-key.ts'

/** A command's key that cannot be told from a new one. */
export interface Clash {
  readonly command: Command
  readonly key: string
  /** The same key; otherwise one of the two is how the other begins, and that one could never be completed. */
  readonly isSame: boolean
}

function isClash(key: string, other: string, isMac: boolean): boolean {
  const [a, b] = [comparableKey(key, isMac), comparableKey(other, isMac)]
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
}

/** What a key clashes with as the agent has set the keys, single keys that are off included. */
export const clashesOf = (key: string, settings: KeySettings, isMac: boolean): Clash[] =>
  allCommands.flatMap((command) =>
    allKeysOf(command, settings)
      .filter((other) => isClash(key, other, isMac))
      .map((other) => ({ command, key: other, isSame: comparableKey(key, isMac) === comparableKey(other, isMac) })),
  )

const allKeysOf = (command: Command, settings: KeySettings): readonly string[] =>
  keysOf(command, { ...settings, isSingleOff: false })

/** The keys that an agent has changed in the preset that is chosen. */
export const ownKeys = ({ own, preset }: KeySettings): OwnKeys => own[preset] ?? {}

const changed = (settings: KeySettings, own: OwnKeys): KeySettings => ({
  ...settings,
  own: { ...settings.own, [settings.preset]: own },
})

const given = (settings: KeySettings, command: Command, keys: readonly string[]): KeySettings =>
  changed(settings, { ...ownKeys(settings), [command.id]: keys })

/** Takes a key from every other command that cannot be told from it. */
const madeRoom = (settings: KeySettings, command: Command, key: string, isMac: boolean): KeySettings =>
  clashesOf(key, settings, isMac)
    .filter((clash) => clash.command.id !== command.id)
    .reduce((left, clash) => withoutKey(left, clash.command, clash.key), settings)

/** The settings with this key for this command; whatever clashes with it elsewhere has given way. */
export function withKey(settings: KeySettings, command: Command, key: string, isMac: boolean): KeySettings {
  const room = madeRoom(settings, command, key, isMac)
  return given(room, command, [...allKeysOf(command, room), key])
}

/** The settings without this key of this command. */
export const withoutKey = (settings: KeySettings, command: Command, key: string): KeySettings =>
  given(
    settings,
    command,
    allKeysOf(command, settings).filter((other) => other !== key),
  )

/** The settings with this command's keys as they are in the preset; who has one of them by now gives it back. */
export function resetKeys(settings: KeySettings, command: Command, isMac: boolean): KeySettings {
  const { [command.id]: _, ...rest } = ownKeys(settings)
  return presetKeysOf(command, settings.preset).reduce(
    (left, key) => madeRoom(left, command, key, isMac),
    changed(settings, rest),
  )
}

/** The settings with every key as it is in the preset. */
export const resetAllKeys = (settings: KeySettings): KeySettings => changed(settings, {})
