import { type Command, type CommandContext, always, defineCommand } from './define-command.ts'
import { listedCases } from './shown-cases.ts'

function move({ workspace, screen }: CommandContext, by: 1 | -1): void {
  const rows = listedCases(workspace, screen.view, screen.search)
  const from = screen.cursorId ?? screen.caseId
  const at = from === null ? -1 : rows.findIndex(({ id }) => id === from)
  const target = at === -1 ? rows[0] : rows[Math.max(0, Math.min(rows.length - 1, at + by))]
  if (target === undefined) return
  screen.pointAt(target.id)
  screen.focusOn('list')
}

/** Esc leaves step by step: out of a text, out of a selection, out of a search, out of the case. */
function back({ screen }: CommandContext): void {
  const writes = document.activeElement?.closest('input,textarea,[contenteditable]')
  const isInList = document.activeElement?.closest('[data-area=list]')
  if (writes === null && screen.selected.size > 0) screen.select(new Set())
  else if (writes !== null && writes !== undefined) screen.focusOn(isInList || screen.caseId === null ? 'list' : 'desk')
  else if (isInList && screen.search !== '') screen.setSearch('')
  else screen.focusOn('list')
}

/** Commands that move in the list and find in it. */
export const listCommands: readonly Command[] = [
  defineCommand({
    id: 'list.next',
    group: 'list',
    title: 'commands.next',
    keys: ['j', 'Alt+KeyJ'],
    isForEditors: true,
    isRepeatable: true,
    unavailable: always,
    run: (context) => move(context, 1),
  }),
  defineCommand({
    id: 'list.previous',
    group: 'list',
    title: 'commands.previous',
    keys: ['k', 'Alt+KeyK'],
    isForEditors: true,
    isRepeatable: true,
    unavailable: always,
    run: (context) => move(context, -1),
  }),
  defineCommand({
    id: 'list.open',
    group: 'list',
    title: 'commands.open',
    keys: ['Enter'],
    unavailable: ({ pointed }) => (pointed === undefined ? 'commands.no-case' : null),
    run: ({ screen, pointed }) => {
      if (pointed === undefined) return
      screen.openCase(pointed.id)
      screen.focusOn('desk')
    },
  }),
  defineCommand({
    id: 'list.back',
    group: 'list',
    title: 'commands.back',
    keys: ['Escape'],
    isForEditors: true,
    unavailable: always,
    run: back,
  }),
  defineCommand({
    id: 'list.search',
    group: 'list',
    title: 'commands.search',
    keys: ['[Shift]+/', 'Control+Alt+KeyF'],
    isForEditors: true,
    unavailable: always,
    run: ({ screen }) => screen.focusOn('search'),
  }),
]
