import { Priority } from '#shared/domain/case.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { setPriority } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const priorities = [...Priority.options].reverse()

/** Sets the priority of the case that is meant. */
export function PriorityPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  if (row === undefined) return null
  const { number } = row
  const pick = (id: string): void => {
    const priority = priorities.find((one) => one === id)
    if (priority === undefined) return
    change(
      () => setPriority(workspace, row.id, priority),
      say('commands.priority-set', { number, priority: say(`priority.${priority}`) }),
      () => setPriority(workspace, row.id, row.priority),
    )
  }
  return (
    <PickerDialog
      title={say('picker.priority', { number })}
      placeholder={say('picker.priority-placeholder', { number })}
      items={priorities.map((id) => ({
        id,
        label: say(`priority.${id}`),
        detail: id === row.priority ? say('picker.now') : undefined,
      }))}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => pick(id)}
      onClose={closeOverlay}
    />
  )
}
