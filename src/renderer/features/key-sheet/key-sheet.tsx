import { useMemo, useRef, useState } from 'react'
import { allCommands, inGroups } from '#renderer/commands/all-commands.ts'
import { keyLabel, keysOf } from '#renderer/commands/command-keys.ts'
import type { Command } from '#renderer/commands/define-command.ts'
import { isMac } from '#renderer/commands/use-commands.ts'
import { KeyFilter } from '#renderer/forms/key-filter.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type KeySettings, useSettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

function Keys({ command, settings }: { command: Command; settings: KeySettings }) {
  const keys = keysOf(command, settings)
  if (keys.length === 0) return <span className="text-xs text-ink-3">{say('keys.no-key')}</span>
  return (
    <span className="flex shrink-0 flex-wrap justify-end gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{keyLabel(key, isMac)}</Kbd>
      ))}
    </span>
  )
}

/** Every command with its keys under the chosen set. */
export function KeySheet() {
  const settings = useSettings((all) => all.keys)
  const { show } = useScreen.getState()
  const [filter, setFilter] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const groups = useMemo(() => {
    const wanted = foldText(filter.trim())
    // What has no key at all is found in the palette; here it would only be in the way.
    const withKeys = allCommands.filter((command) => command.keys.length > 0 || keysOf(command, settings).length > 0)
    return inGroups(withKeys.filter((command) => foldText(say(command.title)).includes(wanted)))
  }, [filter, settings])
  return (
    <Dialog
      size="xl"
      title={say('keys.title')}
      description={say('keys.text')}
      closeLabel={say('common.close')}
      initialFocus={field}
      onClose={() => show(null)}
    >
      <KeyFilter label={say('keys.filter')} filter={filter} onFilter={setFilter} field={field} className="mb-3">
        <Button onClick={() => show('keyboard')}>{say('keys.change')}</Button>
      </KeyFilter>
      {groups.length === 0 && <p className="py-8 text-center text-ink-3">{say('keys.none')}</p>}
      <div className="gap-8 sm:columns-2 lg:columns-3">
        {groups.map(({ group, commands }) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-sm font-semibold">{say(`group.${group}`)}</h3>
            <ul>
              {commands.map((command) => (
                <li
                  key={command.id}
                  className="flex min-h-7 items-center justify-between gap-3 border-b border-line-soft py-1 text-ink-2"
                >
                  <span className="min-w-0">{say(command.title)}</span>
                  <Keys command={command} settings={settings} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="text-sm text-ink-3">{say('keys.in-thread')}</p>
    </Dialog>
  )
}
