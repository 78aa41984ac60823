import { expect, test } from 'vitest'
import { allCommands } from '#renderer/commands/all-commands.ts'
import { presetAlone } from '#renderer/commands/command-keys.ts'
import { KeyDispatcher } from '#renderer/commands/dispatch-key.ts'

interface Pressed {
  key: string
  code: string
  held?: readonly string[]
  isComposing?: boolean
  repeat?: boolean
}

/** The dispatcher reads only these fields; a real event needs a browser. */
const event = ({ key, code, held = [], isComposing = false, repeat = false }: Pressed): KeyboardEvent =>
  ({
    key,
    code,
    isComposing,
    repeat,
    timeStamp: 0,
    defaultPrevented: false,
    target: null,
    getModifierState: (modifier: string) => held.includes(modifier),
  }) as unknown as KeyboardEvent

const find = (
  pressed: Pressed,
  where: { isWriting?: boolean; isCovered?: boolean } = {},
  preset: 'default' | 'no-single-keys' = 'default',
): string | null => {
  const dispatcher = new KeyDispatcher(allCommands, presetAlone(preset))
  const found = dispatcher.find({ event: event(pressed), isWriting: false, isCovered: false, ...where })
  return found === null || found === 'begun' ? found : found.id
}

// Node has no elements; the dispatcher asks only whether the target is one.
Object.assign(globalThis, { Element: globalThis.Element ?? class {} })

const j = { key: 'j', code: 'KeyJ' }
const ctrlK = { key: 'k', code: 'KeyK', held: ['Control'] }

// Catches a reply that solves its own case because it contains an e.
test('single keys are dead while a text is being written', () => {
  expect(find(j)).toBe('list.next')
  expect(find(j, { isWriting: true })).toBeNull()
  expect(find({ key: 'e', code: 'KeyE' }, { isWriting: true })).toBeNull()
  expect(find({ key: 'g', code: 'KeyG' }, { isWriting: true })).toBeNull()
  expect(find({ key: 'E', code: 'KeyE', held: ['Shift'] }, { isWriting: true })).toBeNull()
  expect(find({ key: '/', code: 'Slash' }, { isWriting: true })).toBeNull()
})

// Catches an agent being locked into the composer.
test('combinations and Esc work while a text is being written', () => {
  expect(find(ctrlK, { isWriting: true })).toBe('palette.open')
  expect(find({ key: 'F', code: 'KeyF', held: ['Control', 'Shift'] }, { isWriting: true })).toBe('go.sops')
  expect(find({ key: 'j', code: 'KeyJ', held: ['Alt'] }, { isWriting: true })).toBe('list.next')
  expect(find({ key: 'Escape', code: 'Escape' }, { isWriting: true })).toBe('list.back')
})

// Catches Enter choosing a Chinese candidate and opening a case at once.
test('every key is dead while an input method composes', () => {
  expect(find({ ...j, isComposing: true })).toBeNull()
  expect(find({ key: 'Process', code: 'KeyJ' })).toBeNull()
  expect(find({ ...ctrlK, isComposing: true }, { isWriting: true })).toBeNull()
})

// Catches a Polish ś (AltGr+S, which Windows reports as Ctrl+Alt+S) solving the case.
test('letters written with AltGr are letters', () => {
  const written = { key: 'ś', code: 'KeyS', held: ['Control', 'Alt', 'AltGraph'] }
  expect(find(written, { isWriting: true })).toBeNull()
})

// Catches keys that act on the desk from under a dialog.
test('every key is dead below a dialog', () => {
  expect(find(j, { isCovered: true })).toBeNull()
  expect(find(ctrlK, { isCovered: true })).toBeNull()
})

// Catches a held E that solves a whole queue.
test('a held key repeats only where it moves', () => {
  expect(find({ ...j, repeat: true })).toBe('list.next')
  expect(find({ key: 'e', code: 'KeyE', repeat: true })).toBeNull()
})

// Catches a held Ctrl+Enter that sends and then breaks lines into the text that comes next.
test('a combination that is held while text is being written writes nothing', () => {
  const ctrlEnter = { key: 'Enter', code: 'Enter', held: ['Control'] }
  expect(find(ctrlEnter, { isWriting: true })).toBe('write.send')
  expect(find({ ...ctrlEnter, repeat: true }, { isWriting: true })).toBe('begun')
})

// Catches the preset being ignored by the dispatcher while the key sheet shows it.
test('without single keys the combinations are left', () => {
  expect(find(j, {}, 'no-single-keys')).toBeNull()
  expect(find({ key: 'j', code: 'KeyJ', held: ['Alt'] }, {}, 'no-single-keys')).toBe('list.next')
})

// Catches: a desk that cannot be locked at once because a dialog is open or a text is being written.
test('the desk is locked by its key from anywhere, and nothing else is', () => {
  const lock = { key: 'L', code: 'KeyL', held: ['Control', 'Shift'] }
  expect(find(lock)).toBe('desk.lock')
  expect(find(lock, { isWriting: true })).toBe('desk.lock')
  expect(find(lock, { isCovered: true, isWriting: true })).toBe('desk.lock')
  expect(find(ctrlK, { isCovered: true })).toBeNull()
  expect(find({ ...lock, repeat: true }, { isCovered: true })).toBeNull()
})
