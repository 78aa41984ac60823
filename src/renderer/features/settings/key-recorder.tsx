import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { isSingleKey, keyLabel } from '#renderer/commands/command-keys.ts'
import type { Command } from '#renderer/commands/define-command.ts'
import { clashesOf } from '#renderer/commands/own-keys.ts'
import { isReserved, pressOf } from '#renderer/commands/recorded-key.ts'
import { isMac } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { KeySettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

/** What there is to say about a recorded key: why it cannot be kept, or what keeping it would take from others. */
function verdictOn(key: string, command: Command, settings: KeySettings): { isGood: boolean; sentences: string[] } {
  const label = keyLabel(key, isMac)
  const refuse = (sentence: string) => ({ isGood: false, sentences: [sentence] })
  if (key.split(' ').some(isReserved)) return refuse(say('keyboard.reserved', { key: label }))
  if (settings.isSingleOff && isSingleKey(key)) return refuse(say('keyboard.single-off', { key: label }))
  const clashes = clashesOf(key, settings, isMac)
  if (clashes.some((clash) => clash.command.id === command.id))
    return refuse(say('keyboard.own-already', { key: label }))
  return {
    isGood: true,
    sentences: clashes.map((clash) =>
      say(clash.isSame ? 'keyboard.clash' : 'keyboard.clash-begins', {
        key: keyLabel(clash.key, isMac),
        command: say(clash.command.title),
      }),
    ),
  }
}

// Two single keys make a sequence, such as G then Q; a third would only be hard to remember.
const joined = (before: string | null, press: string): string =>
  before !== null && !before.includes(' ') && isSingleKey(before) && isSingleKey(press) ? `${before} ${press}` : press

interface RecorderProps {
  command: Command
  settings: KeySettings
  onKeep: (key: string) => void
  onCancel: () => void
}

/** Listens for the keys that are to stand for a command, and says what they clash with. */
export function KeyRecorder({ command, settings, onKeep, onCancel }: RecorderProps) {
  const [key, setKey] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const sayId = useId()
  const verdict = key === null ? { isGood: false, sentences: [] } : verdictOn(key, command, settings)
  const keep = (): void => {
    if (key !== null && verdict.isGood) onKeep(key)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const press = event.nativeEvent.isComposing ? null : pressOf(event)
    // Tab goes on to the buttons, as everywhere.
    if (press === null || press === 'Tab' || press === 'Shift+Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (press === 'Escape') onCancel()
    else if (press === 'Enter') keep()
    else if (press === 'Backspace') setKey(null)
    else setKey(joined(key, press))
  }
  return (
    <fieldset className="flex flex-col gap-1.5 rounded-md border border-line bg-raise p-2">
      <legend className="sr-only">{say('keyboard.record', { command: say(command.title) })}</legend>
      <div className="flex flex-wrap gap-2">
        <TextField
          ref={field}
          readOnly
          value={key === null ? '' : keyLabel(key, isMac)}
          placeholder={say('keyboard.press')}
          aria-label={say('keyboard.record', { command: say(command.title) })}
          aria-describedby={sayId}
          aria-invalid={key !== null && !verdict.isGood ? true : undefined}
          className="min-w-40 flex-1"
          onKeyDown={onKeyDown}
        />
        <Button look="primary" disabled={!verdict.isGood} onClick={keep}>
          {say('keyboard.keep')}
        </Button>
        <Button onClick={() => onCancel()}>{say('keyboard.cancel')}</Button>
      </div>
      <output id={sayId} className="block text-sm text-ink-2">
        {verdict.sentences.length === 0 ? say('keyboard.record-hint') : verdict.sentences.join(' ')}
      </output>
    </fieldset>
  )
}
