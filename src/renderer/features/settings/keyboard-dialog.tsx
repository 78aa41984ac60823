import { X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { allCommands, inGroups } from '#renderer/commands/all-commands.ts'
import { keyLabel, keysOf } from '#renderer/commands/command-keys.ts'
import type { Command } from '#renderer/commands/define-command.ts'
import { ownKeys, resetAllKeys, resetKeys, withKey, withoutKey } from '#renderer/commands/own-keys.ts'
import { isMac } from '#renderer/commands/use-commands.ts'
import { KeyFilter } from '#renderer/forms/key-filter.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type KeySettings, useSettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'
import { KeyRecorder } from './key-recorder.tsx'

interface CommandKeysProps {
  command: Command
  settings: KeySettings
  isRecording: boolean
  onRecord: (commandId: string | null) => void
  onChange: (settings: KeySettings) => void
}

const tell = (command: Command, key: string): void =>
  notify(say('keyboard.kept', { key: keyLabel(key, isMac), command: say(command.title) }))

/** One command with its keys; each can be taken away, and one can be recorded. */
function CommandKeys({ command, settings, isRecording, onRecord, onChange }: CommandKeysProps) {
  const title = say(command.title)
  const keys = keysOf(command, settings)
  const add = useRef<HTMLButtonElement>(null)
  const done = (): void => {
    // Before what has the focus goes: otherwise the dialog would take it.
    add.current?.focus()
    onRecord(null)
  }
  return (
    <li className="border-b border-line-soft py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-40 flex-1">{title}</span>
        {keys.length === 0 && <span className="text-sm text-ink-3">{say('keyboard.none')}</span>}
        {keys.map((key) => (
          <span key={key} className="inline-flex items-center">
            <Kbd>{keyLabel(key, isMac)}</Kbd>
            <button
              type="button"
              aria-label={say('keyboard.remove', { key: keyLabel(key, isMac), command: title })}
              className="inline-flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
              onClick={() => {
                onChange(withoutKey(settings, command, key))
                add.current?.focus()
              }}
            >
              <X size={13} aria-hidden />
            </button>
          </span>
        ))}
        <Button
          ref={add}
          size="sm"
          aria-label={say('keyboard.add-for', { command: title })}
          onClick={() => onRecord(command.id)}
        >
          {say('keyboard.add')}
        </Button>
        {ownKeys(settings)[command.id] !== undefined && (
          <Button
            size="sm"
            look="quiet"
            aria-label={say('keyboard.reset-for', { command: title })}
            onClick={() => {
              onChange(resetKeys(settings, command, isMac))
              add.current?.focus()
            }}
          >
            {say('keyboard.reset')}
          </Button>
        )}
      </div>
      {isRecording && (
        <div className="mt-1.5">
          <KeyRecorder
            command={command}
            settings={settings}
            onCancel={done}
            onKeep={(key) => {
              onChange(withKey(settings, command, key, isMac))
              tell(command, key)
              done()
            }}
          />
        </div>
      )}
    </li>
  )
}

const fits = (command: Command, settings: KeySettings, wanted: string): boolean =>
  foldText(say(command.title)).includes(wanted) ||
  keysOf(command, settings).some((key) => foldText(keyLabel(key, isMac)).includes(wanted))

/** Every command with its keys, to be changed by whoever sits here. */
export function KeyboardDialog() {
  const settings = useSettings((all) => all.keys)
  const { setKeys } = useSettings.getState()
  const { show } = useScreen.getState()
  const [filter, setFilter] = useState('')
  const [recording, setRecording] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const groups = useMemo(() => {
    return inGroups(allCommands.filter((command) => fits(command, settings, foldText(filter.trim()))))
  }, [filter, settings])
  const resetAll = (): void => {
    setKeys(resetAllKeys(settings))
    notify(say('keyboard.was-reset'), { action: { label: say('common.undo'), run: () => setKeys(settings) } })
  }
  return (
    <Dialog
      size="lg"
      title={say('keyboard.title')}
      description={say('keyboard.text')}
      closeLabel={say('common.close')}
      initialFocus={field}
      onClose={() => show(null)}
      footer={
        <>
          <label className="mr-auto flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!settings.isSingleOff}
              onChange={(event) => setKeys({ isSingleOff: !event.target.checked })}
            />
            <span>
              {say('keyboard.single')} <span className="text-sm text-ink-3">{say('keyboard.single-hint')}</span>
            </span>
          </label>
          {Object.keys(ownKeys(settings)).length > 0 && <Button onClick={resetAll}>{say('keyboard.reset-all')}</Button>}
        </>
      }
    >
      <KeyFilter
        label={say('keyboard.filter')}
        filter={filter}
        onFilter={setFilter}
        field={field}
        className="sticky -top-3 z-10 -mx-4 -mt-3 mb-2 border-b border-line-soft bg-pane px-4 py-3"
      />
      {groups.length === 0 && <p className="py-8 text-center text-ink-3">{say('keys.none')}</p>}
      {groups.map(({ group, commands }) => (
        <section key={group} className="mb-4">
          <h3 className="mb-1 text-sm font-semibold">{say(`group.${group}`)}</h3>
          <ul>
            {commands.map((command) => (
              <CommandKeys
                key={command.id}
                command={command}
                settings={settings}
                isRecording={recording === command.id}
                onRecord={setRecording}
                onChange={setKeys}
              />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
