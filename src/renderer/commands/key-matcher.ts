import { type KeybindingPress, matchKeybindingPress, parseKeybinding } from 'tinykeys'

/** What the matcher needs of a key press; a `KeyboardEvent` has all of it. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly timeStamp: number
  getModifierState(modifier: string): boolean
}

interface Binding {
  readonly id: string
  readonly presses: readonly KeybindingPress[]
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'])
/** How long a sequence such as G then Q may take between its keys, in milliseconds. */
const patience = 1500

/**
 * A press as a Latin keyboard would give it. On a Thai, Cyrillic or Arabic layout the key at J writes no J, and an agent should not have
 * to switch languages to move down a list.
 */
function latin(press: KeyPress): KeyPress {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]
  if (letter === undefined || press.key.length !== 1 || press.key.charCodeAt(0) < 0x250) return press
  return {
    key: letter.toLowerCase(),
    code: press.code,
    timeStamp: press.timeStamp,
    getModifierState: (modifier) => press.getModifierState(modifier),
  }
}

// The library reads only these fields.
const matches = (press: KeyPress, expected: KeybindingPress): boolean =>
  matchKeybindingPress(press as KeyboardEvent, expected)

/** Turns key presses into the ids of what they stand for, sequences included. */
export class KeyMatcher {
  readonly #bindings: readonly Binding[]
  #begun: { readonly bindings: readonly Binding[]; readonly length: number; readonly until: number } | null = null

  /** `bindings`: an id with a key in tinykeys' notation. */
  constructor(bindings: readonly { readonly id: string; readonly key: string }[]) {
    this.#bindings = bindings.map(({ id, key }) => ({ id, presses: parseKeybinding(key) }))
  }

  /** The id of what was completed, `begun` inside a sequence, or null. A key that does not continue a sequence ends it and does nothing else. */
  press(pressed: KeyPress): { readonly id: string } | 'begun' | null {
    if (modifiers.has(pressed.key)) return this.#begun === null ? null : 'begun'
    const press = latin(pressed)
    const begun = this.#begun !== null && press.timeStamp <= this.#begun.until ? this.#begun : null
    this.#begun = null
    const from = begun?.bindings ?? this.#bindings
    const at = begun?.length ?? 0
    const fitting = from.filter(({ presses }) => {
      const expected = presses[at]
      return expected !== undefined && matches(press, expected)
    })
    const done = fitting.find(({ presses }) => presses.length === at + 1)
    if (done !== undefined) return { id: done.id }
    if (fitting.length === 0) return null
    this.#begun = { bindings: fitting, length: at + 1, until: press.timeStamp + patience }
    return 'begun'
  }
}
