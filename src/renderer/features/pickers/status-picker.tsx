import { CaseStatus } from '#shared/domain/case.ts'
import { isOpenEscalation } from '#shared/domain/escalation-state.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { setStatus } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const statuses = CaseStatus.exclude(['new', 'closed']).options

/** Sets the status of the case that is meant. Closing is not among them: nothing brings a closed case back, so time does it. */
export function StatusPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  if (row === undefined) return null
  const { number } = row
  const isHeld = row.escalation !== null && isOpenEscalation(row.escalation.state)
  const before = row.status === 'new' ? 'open' : row.status
  const pick = (id: string): void => {
    const status = statuses.find((one) => one === id)
    if (status === undefined) return
    change(
      () => setStatus(workspace, row.id, status),
      say('commands.status-set', { number, status: say(`status.${status}`) }),
      () => setStatus(workspace, row.id, before),
    )
  }
  return (
    <PickerDialog
      title={say('picker.status', { number })}
      placeholder={say('picker.status-placeholder', { number })}
      items={statuses.map((id) => ({
        id,
        label: say(`status.${id}`),
        detail: id === row.status ? say('picker.now') : undefined,
        unavailable: isHeld && id === 'solved' ? say('picker.needs-escalation-closed') : undefined,
      }))}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => pick(id)}
      onClose={closeOverlay}
    />
  )
}
