import { useMemo } from 'react'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { otherCases } from './other-cases.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** Chooses the case to put beside the one in front. */
export function ComparePicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const tabs = useScreen((screen) => screen.tabs)
  const compareWith = useScreen((screen) => screen.compareWith)
  const items = useMemo(() => (row === undefined ? [] : otherCases(workspace, row, tabs)), [workspace, row, tabs])
  if (row === undefined) return null
  const { number } = row
  return (
    <PickerDialog
      title={say('picker.compare', { number })}
      placeholder={say('picker.compare-placeholder', { number })}
      items={items}
      emptyText={say('picker.no-other-case')}
      footer={say('picker.hint')}
      onPick={({ id }) => {
        closeOverlay()
        compareWith(id)
      }}
      onClose={closeOverlay}
    />
  )
}
