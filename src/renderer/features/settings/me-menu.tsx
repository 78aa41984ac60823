import { ChevronDown, Keyboard, Lock, LogOut, Settings2 } from 'lucide-react'
import { useCallback } from 'react'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { keyPresets, themes, useSettings } from '#renderer/workspace/settings-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Who works here; opens colours, keys and signing out. */
export function MeMenu() {
  const me = useRows(
    ['agents'],
    useCallback((workspace: Workspace) => workspace.me, []),
  )
  const theme = useSettings((settings) => settings.theme)
  const preset = useSettings((settings) => settings.keys.preset)
  const { set, setKeys } = useSettings.getState()
  const commands = useCommands()
  const keys = {
    sheet: useKeyLabel('shortcuts.show'),
    account: useKeyLabel('desk.account'),
    lock: useKeyLabel('desk.lock'),
  }
  const does = (id: string, item: Omit<MenuItem, 'id' | 'onSelect'>): MenuItem => ({
    id,
    ...item,
    onSelect: () => {
      const command = commandById(id)
      if (command !== undefined) commands.run(command)
    },
  })
  const words = say('bar.me', { name: me.name, role: say(`role.${me.role}`) })
  return (
    <Menu
      trigger={
        <Pill aria-label={`${say('bar.me-menu')}: ${words}`} title={words} className="max-w-64">
          <span className="truncate">{words}</span>
          <ChevronDown size={13} aria-hidden className="shrink-0 text-ink-3" />
        </Pill>
      }
      groups={[
        {
          id: 'theme',
          label: say('theme.label'),
          items: themes.map((id) => ({
            id,
            label: say(`theme.${id}`),
            isChecked: id === theme,
            onSelect: () => set({ theme: id }),
          })),
        },
        {
          id: 'keys',
          label: say('preset.label'),
          items: keyPresets.map((id) => ({
            id,
            label: say(`preset.${id}`),
            isChecked: id === preset,
            onSelect: () => setKeys({ preset: id }),
          })),
        },
        {
          id: 'rest',
          items: [
            does('shortcuts.show', { label: say('commands.keys'), icon: <Keyboard size={14} />, keys: keys.sheet }),
            does('desk.account', { label: say('commands.account'), icon: <Settings2 size={14} />, keys: keys.account }),
            does('desk.lock', { label: say('commands.lock'), icon: <Lock size={14} />, keys: keys.lock }),
            does('desk.sign-out', { label: say('commands.sign-out'), icon: <LogOut size={14} /> }),
          ],
        },
      ]}
    />
  )
}
