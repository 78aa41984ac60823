import { useMemo } from 'react'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { linkCases, unlinkCases } from '#renderer/workspace/relation-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { otherCases } from './other-cases.ts'
import { useChange } from './use-change.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** Notes that the case that is meant has to do with another one. */
export function LinkPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const change = useChange(row?.id)
  const tabs = useScreen((screen) => screen.tabs)
  const items = useMemo(() => (row === undefined ? [] : otherCases(workspace, row, tabs)), [workspace, row, tabs])
  if (row === undefined) return null
  const { id: caseId, number } = row
  const pick = (otherId: string): void =>
    change(
      () => linkCases(workspace, caseId, otherId),
      say('commands.linked', { number, other: workspace.get('cases', otherId)?.number ?? '' }),
      () => unlinkCases(workspace, caseId, otherId),
    )
  return (
    <PickerDialog
      title={say('picker.link', { number })}
      placeholder={say('picker.link-placeholder', { number })}
      items={items}
      emptyText={say('picker.no-other-case')}
      footer={say('picker.hint')}
      onPick={({ id }) => pick(id)}
      onClose={closeOverlay}
    />
  )
}
