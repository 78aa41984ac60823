import { useMemo, useRef } from 'react'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { otherCases } from './other-cases.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** What was there before: opens another case of the party or about the order, or with Ctrl+Enter puts it beside the one in front. */
export function HistoryPicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const tabs = useScreen((screen) => screen.tabs)
  const openCase = useScreen((screen) => screen.openCase)
  const compareWith = useScreen((screen) => screen.compareWith)
  const focusOn = useScreen((screen) => screen.focusOn)
  const isBeside = useRef(false)
  const items = useMemo(() => (row === undefined ? [] : otherCases(workspace, row, tabs)), [workspace, row, tabs])
  if (row === undefined) return null
  const pick = (id: string): void => {
    closeOverlay()
    if (isBeside.current) {
      if (useScreen.getState().caseId !== row.id) openCase(row.id)
      return compareWith(id)
    }
    openCase(id)
    focusOn('desk')
  }
  return (
    <div
      className="contents"
      // The list itself makes no difference between Enter and Ctrl+Enter.
      onKeyDownCapture={(event) => {
        isBeside.current = event.ctrlKey || event.metaKey
      }}
    >
      <PickerDialog
        title={say('picker.history', { number: row.number })}
        placeholder={say('picker.history-placeholder', { name: row.partyName })}
        items={items}
        emptyText={say('picker.no-other-case')}
        footer={say('picker.history-hint')}
        onPick={({ id }) => pick(id)}
        onClose={closeOverlay}
      />
    </div>
  )
}
