import type { KeySettings } from '#renderer/workspace/settings-store.ts'
import { keysOf } from './command-keys.ts'
import type { Command } from './define-command.ts'
import { KeyMatcher } from './key-matcher.ts'

const writingTypes = /^(text|search|email|password|url|tel|number|date|time|datetime-local|month|week)$/
const pressables = 'button,a[href],summary,select,[role=tab],[role=option],[role=menuitem],[role=separator]'

/** Whether letters typed at this element become text. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return writingTypes.test(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** A key event as the dispatcher looks at it. */
export interface KeySituation {
  readonly event: KeyboardEvent
  /** A text is being written at the target. */
  readonly isWriting: boolean
  /** Something lies over the desk and has the keys for itself. */
  readonly isCovered: boolean
}

/** One for the whole window: finds the command that a key press stands for. */
export class KeyDispatcher {
  readonly #commands: ReadonlyMap<string, Command>
  readonly #matcher: KeyMatcher
  readonly #editorMatcher: KeyMatcher
  readonly #coveredMatcher: KeyMatcher

  constructor(commands: readonly Command[], keys: KeySettings) {
    this.#commands = new Map(commands.map((command) => [command.id, command]))
    const bindings = commands.flatMap((command) => keysOf(command, keys).map((key) => ({ id: command.id, key })))
    const inEditors = bindings.filter(
      ({ id, key }) => this.#commands.get(id)?.isForEditors === true && (isChord(key) || key === 'Escape'),
    )
    this.#matcher = new KeyMatcher(bindings)
    this.#editorMatcher = new KeyMatcher(inEditors)
    this.#coveredMatcher = new KeyMatcher(inEditors.filter(({ id }) => this.#commands.get(id)?.isForCovered === true))
  }

  /** The command, `begun` inside a sequence of keys, or null: then the key is none of our business. */
  find({ event, isWriting: writing, isCovered }: KeySituation): Command | 'begun' | null {
    if (event.defaultPrevented || isText(event, writing)) return null
    if (isCovered) return this.#whileCovered(event)
    const found = (writing ? this.#editorMatcher : this.#matcher).press(event)
    if (found === null || found === 'begun') return found
    const command = this.#commands.get(found.id)
    if (command === undefined) return null
    // Held down it does nothing more. Where text is written it must not write either: a held Ctrl+Enter would break lines into the next text.
    if (event.repeat && command.isRepeatable !== true) return writing ? 'begun' : null
    return pressesItsTarget(event) ? null : command
  }

  #whileCovered(event: KeyboardEvent): Command | null {
    const found = event.repeat ? null : this.#coveredMatcher.press(event)
    return found === null || found === 'begun' ? null : (this.#commands.get(found.id) ?? null)
  }
}

/**
 * Whether a key writes, whatever else it may stand for. An input method owns every key until it has composed its text, and some report that
 * by the key alone; AltGr writes letters on many layouts, and Windows reports it as Ctrl+Alt.
 */
const isText = (event: KeyboardEvent, writing: boolean): boolean =>
  event.isComposing ||
  event.key === 'Process' ||
  (writing && event.getModifierState('AltGraph') && event.key.length === 1)

// With Ctrl, Alt or Cmd it is a key like any other, also on a button.
const pressesItsTarget = ({ key, ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean =>
  key === 'Enter' && !ctrlKey && !altKey && !metaKey && target instanceof Element && target.closest(pressables) !== null

const isChord = (key: string): boolean => /(^|\+)(\$mod|Control|Alt|Meta)\+/.test(key)
