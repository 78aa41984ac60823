import { useMemo } from 'react'
import type { Row } from '#shared/tables.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { changeTags } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const longest = 60

/** Every tag in use with how often: those of the case, those given last, and then the most used first. */
function tagsInUse(workspace: Workspace, row: Row<'cases'>): PickItem[] {
  const counts = workspace.tags.counts()
  const { recent } = workspace.tags
  const own = new Set(row.tags)
  const last = recent.filter((tag) => !own.has(tag))
  const others = [...counts.keys()]
    .filter((tag) => !own.has(tag) && !last.includes(tag))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b))
  const items = (tags: readonly string[], group: string): PickItem[] =>
    tags.map((tag) => ({ id: tag, label: tag, detail: say('list.cases', { n: counts.get(tag) ?? 0 }), group }))
  return [
    ...items(row.tags, say('picker.tags-on')),
    ...items(last, say('picker.tags-recent')),
    ...items(others, say('picker.tags-others')),
  ]
}

/** Ticks the tags of the case that is meant; what was typed can become a new one. */
export function TagsPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const items = useMemo(() => (row === undefined ? [] : tagsInUse(workspace, row)), [workspace, row])
  const many = useMemo(() => {
    if (row === undefined) return null
    const done = (chosen: ReadonlySet<string>): void => {
      const add = [...chosen].filter((tag) => !row.tags.includes(tag))
      const remove = row.tags.filter((tag) => !chosen.has(tag))
      if (add.length + remove.length === 0) return closeOverlay()
      workspace.tags.used(add)
      change(
        () => changeTags(workspace, row.id, add, remove),
        say('commands.tags-set', { number: row.number }),
        () => changeTags(workspace, row.id, remove, add),
      )
    }
    return {
      chosen: new Set(row.tags),
      onDone: done,
      doneLabel: say('common.apply'),
      doneKeys: 'Ctrl ↵',
      toNew: (query: string): PickItem | null => {
        const tag = query.toLowerCase().replace(/\s+/g, '-').slice(0, longest)
        return items.some(({ id }) => id === tag) ? null : { id: tag, label: say('picker.tags-new', { tag }) }
      },
    }
  }, [workspace, row, items, change])
  if (row === undefined || many === null) return null
  const { number } = row
  return (
    <PickerDialog
      title={say('picker.tags', { number })}
      placeholder={say('picker.tags-placeholder', { number })}
      items={items}
      many={many}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint-many')}
      onClose={closeOverlay}
    />
  )
}
