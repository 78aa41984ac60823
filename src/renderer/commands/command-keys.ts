import type { KeyPreset, KeySettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'
import type { Command } from './define-command.ts'

// What is left of a key once its optional Shift and its own Shift are taken away: one sign writes a letter, a name does not.
const bare = (press: string): string => press.replace(/^(\[?Shift\]?\+)+/, '')

/** Whether a key would write something in a text field: a sign without Ctrl, Alt or Cmd, or a sequence of such. */
export const isSingleKey = (key: string): boolean => key.split(' ').some((press) => bare(press).length === 1)

/** A preset as it comes, with nothing changed. */
export const presetAlone = (preset: KeyPreset): KeySettings => ({ preset, own: {}, isSingleOff: false })

/** The keys of a command under a preset. Only the default one has single keys: elsewhere speech and clumsy hands set them off [WCAG 2.1.4]. */
export function presetKeysOf(command: Command, preset: KeyPreset): readonly string[] {
  if (preset === 'default') return command.keys
  return [...(command.presetKeys?.[preset] ?? []), ...command.keys.filter((key) => !isSingleKey(key))]
}

/** The keys of a command as an agent has set them. */
export function keysOf(command: Command, { preset, own, isSingleOff }: KeySettings): readonly string[] {
  const keys = own[preset]?.[command.id] ?? presetKeysOf(command, preset)
  return isSingleOff ? keys.filter((key) => !isSingleKey(key)) : keys
}

const names: { readonly [part: string]: string } = {
  Control: 'Ctrl',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: 'Enter',
  Equal: '=',
  Minus: '-',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
}
const macNames: { readonly [part: string]: string } = { Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' }

function partLabel(part: string, isMac: boolean): string {
  const name = part === '$mod' ? (isMac ? 'Meta' : 'Control') : part
  const printed = name.replace(/^(Key|Digit)(?=.$)/, '')
  return (isMac ? macNames[name] : undefined) ?? names[name] ?? (printed.length === 1 ? printed.toUpperCase() : printed)
}

/** A key as it is printed on the keyboard: `g q` is `G then Q`, `Control+Alt+KeyO` is `Ctrl+Alt+O`. */
export function keyLabel(key: string, isMac = false): string {
  const presses = key.split(' ').map((press) =>
    press
      .replace('[Shift]+', '')
      // The sign + as a key of its own stays whole.
      .split(/(?<=\w)\+/)
      .map((part) => partLabel(part, isMac))
      .join(isMac ? '' : '+'),
  )
  return presses.reduce((first, second) => say('keys.then', { first, second }))
}

/** The first key of a command as printed, or undefined where it has none. */
export function firstKeyLabel(command: Command, keys: KeySettings, isMac = false): string | undefined {
  const [key] = keysOf(command, keys)
  return key === undefined ? undefined : keyLabel(key, isMac)
}
