/** What the recorder needs of a key press; a `KeyboardEvent` has all of it. */
export interface RecordedPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

const modifiers = new Set([
  'Shift',
  'Control',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
])
const latinLetter = /^Key([A-Z])$/

const latin = /^[a-z]$/i

/** The letter of a press as a Latin keyboard would write it; on a Thai or Arabic layout J writes another one, and the dispatcher reads it as J. */
function letterOf({ key, code }: RecordedPress): string | null {
  if (latin.test(key)) return key
  return key.length === 1 && key.charCodeAt(0) >= 0x250 ? (latinLetter.exec(code)?.[1] ?? null) : null
}

/** A press without Ctrl, Alt and Cmd: what it writes, not where it lies. */
function plainPress(press: RecordedPress): string {
  const letter = letterOf(press)
  if (letter !== null) return press.shiftKey ? `Shift+${letter.toUpperCase()}` : letter.toLowerCase()
  if (press.key === ' ') return 'Space'
  if (press.key.length === 1) return `[Shift]+${press.key}`
  return press.shiftKey ? `Shift+${press.key}` : press.key
}

/**
 * A key press in tinykeys' notation, e.g. `j`, `Shift+E`, `[Shift]+?`, `Control+Alt+KeyO`; null where nothing but a modifier is down.
 * With Ctrl, Alt or Cmd the place on the keyboard counts, which is the same on every layout; alone, the letter that it writes does.
 */
export function pressOf(press: RecordedPress): string | null {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey } = press
  if (modifiers.has(key)) return null
  const held = [ctrlKey && 'Control', altKey && 'Alt', metaKey && 'Meta'].filter((one) => one !== false)
  if (held.length === 0) return plainPress(press)
  return [...held, ...(shiftKey ? ['Shift'] : []), code === '' ? key : code].join('+')
}

const signs: { readonly [code: string]: string } = {
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Minus: '-',
  Equal: '=',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
}

function comparablePress(press: string, isMac: boolean): string {
  const parts = press.replace('[Shift]+', '').split(/(?<=\w)\+/)
  const last = parts.at(-1) ?? ''
  const sign = signs[last] ?? last.replace(/^(Key|Digit)(?=.$)/, '')
  const held = parts.slice(0, -1).map((part) => (part === '$mod' ? (isMac ? 'Meta' : 'Control') : part))
  return [...held.sort(), sign.length === 1 ? sign.toLowerCase() : sign].join('+')
}

/** A key as it is compared with others: `$mod+k` and `Control+KeyK` are the same one. */
export const comparableKey = (key: string, isMac = false): string =>
  key
    .split(' ')
    .map((press) => comparablePress(press, isMac))
    .join(' ')

const alone =
  /^(Tab|Shift\+Tab|Escape|Enter|Shift\+Enter|Space|Backspace|Delete|Home|End|PageUp|PageDown|Arrow\w+|F5|F11|F12)$/
const withControl = /^(Shift\+)?(Control|Meta)\+([acnqrtvwxyz]|Tab)$/
const alsoWithShift = /^Control\+Shift\+([cinrtwz]|Tab)$/

/** Whether a key is needed by the window itself, by the system or for writing, so that no command may have it. */
export function isReserved(key: string): boolean {
  const compared = comparableKey(key)
  return alone.test(key) || withControl.test(compared) || alsoWithShift.test(compared) || compared === 'Alt+F4'
}
