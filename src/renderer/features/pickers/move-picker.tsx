import { useMemo } from 'react'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { moveCase } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** Moves the case that is meant to another queue of cases. Escalation queues are reached by escalating. */
export function MovePicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const items = useMemo(() => {
    const queues = workspace.all('queues').filter(({ kind }) => kind === 'cases')
    return queues
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ id, label: name, detail: id === row?.queueId ? say('picker.now') : undefined }))
  }, [workspace, row])
  if (row === undefined) return null
  const { number } = row
  const pick = (id: string, queue: string): void =>
    change(
      () => moveCase(workspace, row.id, id),
      say('commands.moved', { number, queue }),
      () => moveCase(workspace, row.id, row.queueId),
    )
  return (
    <PickerDialog
      title={say('picker.move', { number })}
      placeholder={say('picker.move-placeholder', { number })}
      items={items}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id, label }) => pick(id, label)}
      onClose={closeOverlay}
    />
  )
}
