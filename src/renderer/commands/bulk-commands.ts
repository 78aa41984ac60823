import type { BulkStep } from '#renderer/workspace/bulk-run.ts'
import { missingForAll } from '#renderer/workspace/bulk-solve.ts'
import { canUndoBulk, isBulkRunning, startBulk, undoBulk, useBulk } from '#renderer/workspace/bulk-store.ts'
import { askOnceForAll } from '#renderer/workspace/solve-request.ts'
import { say } from '#renderer/words/say.ts'
import { type Command, type CommandContext, defineCommand } from './define-command.ts'
import { listedCases } from './shown-cases.ts'

/** The cases that a step is about, in the order of the list, where some are selected; null where none are. */
function selectedIds({ workspace, screen, selected }: CommandContext): readonly string[] | null {
  if (selected.size === 0) return null
  const listed = listedCases(workspace, screen.view, screen.search).flatMap(({ id }) => (selected.has(id) ? [id] : []))
  if (listed.length === selected.size) return listed
  // Some have left the list since they were chosen: they are meant all the same.
  return [...new Set([...listed, ...selected])]
}

/** Does something to the selected cases; asks once, before, for what they lack to be solved. False where none are selected: then the step is about the one that is meant. */
export function stepOnSelected(context: CommandContext, step: BulkStep): boolean {
  const ids = selectedIds(context)
  if (ids === null) return false
  if (isBulkRunning()) {
    context.desk.tell(say('commands.bulk-running'))
    return true
  }
  const { solving } = step
  const missing = solving === undefined ? null : missingForAll(context.workspace, solving, ids)
  if (solving !== undefined && missing !== null) {
    askOnceForAll({ step, solving, caseIds: ids, missing })
    return true
  }
  context.screen.select(new Set())
  startBulk(context.workspace, step, ids)
  return true
}

function toggle(context: CommandContext): void {
  const { screen, pointed } = context
  if (pointed === undefined) return
  const selected = new Set(screen.selected)
  if (!selected.delete(pointed.id)) selected.add(pointed.id)
  screen.select(selected)
}

/** Takes the case under the cursor and the next one in; back over the last one taken lets go of it. */
function extend(context: CommandContext, by: 1 | -1): void {
  const { workspace, screen } = context
  const rows = listedCases(workspace, screen.view, screen.search)
  const at = rows.findIndex(({ id }) => id === (screen.cursorId ?? screen.caseId))
  const [from, to] = [rows[at], rows[at === -1 ? 0 : at + by]]
  if (to === undefined) return
  const selected = new Set(screen.selected)
  const isComingBack = from !== undefined && selected.has(from.id) && selected.has(to.id)
  if (isComingBack) selected.delete(from.id)
  else for (const row of [from, to]) if (row !== undefined) selected.add(row.id)
  screen.pointAt(to.id)
  screen.focusOn('list')
  screen.select(selected)
}

const selectsOn = (
  id: string,
  title: 'commands.select-next' | 'commands.select-previous',
  keys: readonly string[],
  by: 1 | -1,
) =>
  defineCommand({
    id,
    group: 'list',
    title,
    keys,
    isRepeatable: true,
    unavailable: hasRows,
    run: (context) => extend(context, by),
  })

const hasRows = ({ workspace, screen }: CommandContext): 'commands.no-rows' | null =>
  listedCases(workspace, screen.view, screen.search).length === 0 ? 'commands.no-rows' : null

/** Commands that choose several cases, and look after what was done to them. */
export const bulkCommands: readonly Command[] = [
  defineCommand({
    id: 'list.select',
    group: 'list',
    title: 'commands.select',
    keys: ['x', 'Alt+KeyX'],
    unavailable: ({ pointed }) => (pointed === undefined ? 'commands.no-case' : null),
    run: toggle,
  }),
  selectsOn('list.select-next', 'commands.select-next', ['Shift+J', 'Alt+Shift+KeyJ'], 1),
  selectsOn('list.select-previous', 'commands.select-previous', ['Shift+K', 'Alt+Shift+KeyK'], -1),
  defineCommand({
    id: 'list.select-all',
    group: 'list',
    title: 'commands.select-all',
    keys: ['$mod+a'],
    unavailable: hasRows,
    run: (context) => {
      const { workspace, screen } = context
      const rows = listedCases(workspace, screen.view, screen.search)
      const isAll = screen.selected.size === rows.length && rows.every(({ id }) => screen.selected.has(id))
      screen.select(new Set(isAll ? [] : rows.map(({ id }) => id)))
    },
  }),
  defineCommand({
    id: 'bulk.undo',
    group: 'list',
    title: 'commands.bulk-undo',
    keys: ['Shift+Z', 'Alt+Shift+KeyZ'],
    unavailable: () => (canUndoBulk() ? null : 'commands.no-bulk-undo'),
    run: ({ workspace }) => undoBulk(workspace),
  }),
  defineCommand({
    id: 'bulk.report',
    group: 'list',
    title: 'commands.bulk-report',
    keys: ['g r'],
    unavailable: () => (useBulk.getState().run === null ? 'commands.no-bulk' : null),
    run: ({ screen }) => screen.show('bulk-report'),
  }),
]
