import { useMemo, useRef, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { mergeCase } from '#renderer/workspace/relation-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { otherCases, takesMerges } from './other-cases.ts'
import { closeOverlay, useTarget } from './use-target.ts'

/** Chooses the case that the one that is meant is merged into, and asks once more: it cannot be taken back. */
export function MergePicker() {
  const workspace = useWorkspace()
  const row = useTarget()
  const [intoId, setIntoId] = useState<string | null>(null)
  const into = useRow('cases', intoId)
  const tabs = useScreen((screen) => screen.tabs)
  const items = useMemo(
    () => (row === undefined ? [] : otherCases(workspace, row, tabs, takesMerges)),
    [workspace, row, tabs],
  )
  if (row === undefined) return null
  if (into !== undefined) return <ConfirmMerge row={row} into={into} onBack={() => setIntoId(null)} />
  const { number } = row
  return (
    <PickerDialog
      title={say('picker.merge', { number })}
      placeholder={say('picker.merge-placeholder', { number })}
      items={items}
      emptyText={say('picker.no-other-case')}
      footer={say('picker.merge-hint')}
      onPick={({ id }) => setIntoId(id)}
      onClose={closeOverlay}
    />
  )
}

function CaseLine({ row, what }: { row: Row<'cases'>; what: string }) {
  return (
    <div className="rounded-lg border border-line bg-raise px-3 py-2">
      <p className="text-xs text-ink-3">{what}</p>
      <p dir="auto" className="font-medium wrap-anywhere">
        {row.number} · <bdi>{row.subject === '' ? say('case.no-subject') : row.subject}</bdi>
      </p>
      <p dir="auto" className="text-sm text-ink-2 wrap-anywhere">
        <bdi>{row.partyName}</bdi> · {say(`status.${row.status}`)}
      </p>
    </div>
  )
}

interface ConfirmMergeProps {
  readonly row: Row<'cases'>
  readonly into: Row<'cases'>
  readonly onBack: () => void
}

function ConfirmMerge({ row, into, onBack }: ConfirmMergeProps) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const [isConfirmed, setIsConfirmed] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const first = useRef<HTMLElement>(null)
  const isOther = row.partyId !== into.partyId
  const now = useNow()
  const isHeld = (row.held ?? []).some(({ until }) => until === null || Date.parse(until) > now)
  const merge = (): void => {
    const { desk, screen } = commands.contextNow()
    const named = mergeCase(workspace, row.id, { intoId: into.id, areOfOtherParties: isConfirmed })
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome(desk, named)
    closeOverlay()
    screen.closeCase(row.id)
    screen.openCase(into.id)
    desk.tell(say('commands.merged', { number: row.number, into: into.number }))
  }
  return (
    <Dialog
      title={say('merge.title', { number: row.number, into: into.number })}
      description={say('merge.text')}
      closeLabel={say('common.cancel')}
      onClose={closeOverlay}
      initialFocus={first}
      footer={
        <>
          <Button onClick={onBack}>{say('merge.other')}</Button>
          <Button
            look="primary"
            ref={(button) => {
              if (!isOther) first.current = button
            }}
            disabled={isOther && !isConfirmed}
            onClick={merge}
          >
            {say('merge.do')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <CaseLine row={row} what={say('merge.from')} />
        <CaseLine row={into} what={say('merge.into')} />
        {isHeld && <p className="text-ink-2">{say('merge.held', { number: row.number })}</p>}
        {isOther && (
          <label className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn">
            <input
              type="checkbox"
              className="mt-1 accent-accent"
              ref={(box) => {
                first.current = box
              }}
              checked={isConfirmed}
              onChange={() => setIsConfirmed(!isConfirmed)}
            />
            {say('merge.other-party', { name: row.partyName, other: into.partyName })}
          </label>
        )}
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </div>
    </Dialog>
  )
}
