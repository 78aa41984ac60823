import { BookOpen, ChevronRight, MessageSquare } from 'lucide-react'
import { useCallback, useState } from 'react'
import { allCommands, commandById } from '#renderer/commands/all-commands.ts'
import { firstKeyLabel } from '#renderer/commands/command-keys.ts'
import type { CommandContext } from '#renderer/commands/define-command.ts'
import { findCases } from '#renderer/commands/shown-cases.ts'
import { isMac, useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { apart, say } from '#renderer/words/say.ts'
import { type RankedCommand, rankCommands } from './palette-items.ts'
import { findSops } from './find-sops.ts'

const offered = allCommands.filter(({ id }) => id !== 'palette.open' && id !== 'list.next' && id !== 'list.previous')
const ranked = (): RankedCommand[] => offered.map((command) => ({ command, title: say(command.title) }))
/** From how many letters on cases and SOPs are looked for, and how many are shown. */
const shortest = 2
const mostCases = 12
const mostSops = 8

function commandItems(context: CommandContext, query: string, recent: readonly string[]): PickItem[] {
  const { keys } = useSettings.getState()
  const hasQuery = query.trim() !== ''
  return rankCommands(ranked(), query, recent).map(({ command, title }) => {
    const why = command.unavailable(context)
    const isRecent = !hasQuery && recent.includes(command.id)
    return {
      id: `command ${command.id}`,
      label: title,
      group: say(hasQuery ? 'palette.commands' : isRecent ? 'palette.recent' : `group.${command.group}`),
      keys: firstKeyLabel(command, keys, isMac),
      icon: <ChevronRight size={14} />,
      unavailable: why === null ? undefined : say(why),
    }
  })
}

const caseItems = (workspace: Workspace, query: string): PickItem[] =>
  findCases(workspace, query, mostCases).map((row) => ({
    id: `case ${row.id}`,
    label: `${row.number} ${apart(row.partyName)}`,
    detail: row.subject,
    group: say('palette.cases'),
    icon: <MessageSquare size={14} />,
  }))

const sopItems = (workspace: Workspace, query: string): PickItem[] =>
  findSops(workspace, query, { limit: mostSops, now: Date.now() }).map((sop) => ({
    id: `sop ${sop.id}`,
    label: sop.title,
    detail: [sop.section, nameOfLanguage(sop.locale)].filter(Boolean).join(' · '),
    group: say('palette.sops'),
    icon: <BookOpen size={14} />,
  }))

// Someone who types a case number or a name rarely means a command: digits bring the cases to the top.
function itemsFor(context: CommandContext, query: string, recent: readonly string[]): PickItem[] {
  const commands = commandItems(context, query, recent)
  if (query.trim().length < shortest) return commands
  const cases = caseItems(context.workspace, query)
  const sops = sopItems(context.workspace, query)
  return /\d/.test(query) ? [...cases, ...commands, ...sops] : [...commands, ...cases, ...sops]
}

/** One field for everything: commands with their keys, cases by number or party, SOPs by title. */
export function Palette() {
  const commands = useCommands()
  // What commands work on is settled before the palette takes the focus out of the list.
  const [context] = useState(() => commands.contextNow())
  const items = useCallback((query: string) => itemsFor(context, query, commands.recent()), [context, commands])
  const { show, openCase, focusOn, showSop } = useScreen.getState()
  const pick = (item: PickItem): void => {
    show(null)
    const [kind, id = ''] = item.id.split(' ')
    if (kind === 'case') {
      openCase(id)
      focusOn('desk')
    } else if (kind === 'sop') {
      showSop(id)
      context.desk.reveal('sop')
    } else {
      const command = commandById(id)
      if (command !== undefined) commands.run(command, context)
    }
  }
  return (
    <PickerDialog
      title={say('palette.title')}
      placeholder={say('palette.placeholder')}
      items={items}
      emptyText={say('palette.none')}
      footer={say('palette.hint')}
      onPick={pick}
      onClose={() => show(null)}
    />
  )
}
