import { useState } from 'react'
import { isPlainMove, asksOf } from '#shared/mutations/dispute-mutations.ts'
import type { WorkedDispute } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { moveDispute } from '#renderer/workspace/dispute-actions.ts'
import { type DisputeStepName, useDisputeRequest } from '#renderer/workspace/dispute-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { AppealForm } from './appeal-form.tsx'
import { DecideForm } from './decide-form.tsx'
import { disputeOn, stepsOn } from './dispute-steps.ts'
import { notedWords, stepWords } from './dispute-words.ts'
import { EvidenceForm } from './evidence-form.tsx'
import { ExecuteForm } from './execute-form.tsx'
import { OpenForm } from './open-form.tsx'
import { WordsForm } from './words-form.tsx'

const close = (): void => {
  useDisputeRequest.getState().ask(null)
  useScreen.getState().show(null)
}

/** What can be done about the dispute of the open case: a list to pick from, or the form of the step that was asked for. */
export function DisputeDialog() {
  const workspace = useWorkspace()
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  useRow('disputes', row?.dispute?.id)
  const dispute = row === undefined ? undefined : disputeOn(workspace, row)
  const steps = row === undefined ? [] : stepsOn(workspace, row, dispute)
  const only = steps.length === 1 && steps[0]?.why === null ? steps[0].name : null
  const [step, setStep] = useState(() => useDisputeRequest.getState().step ?? only)
  if (row === undefined || steps.length === 0) return <NotPossible row={row} />
  if (step !== null) return <StepForm step={step} row={row} dispute={dispute} />
  const take = (name: DisputeStepName): void => {
    const asks = isPlainStep(name) ? asksOf(name) : null
    if (dispute === undefined || asks === null || asks.said !== null || asks.tells !== null) return setStep(name)
    close()
    if (!isPlainStep(name)) return
    const named = moveDispute(workspace, { row, disputeId: dispute.id }, { move: name, said: null, told: null })
    if (tellOutcome({ tell: notify }, named)) notify(notedWords(name))
  }
  return (
    <PickerDialog
      title={say('dispute.next', { number: row.number })}
      placeholder={say('dispute.next', { number: row.number })}
      items={steps.map(({ name, why }) => ({
        id: name,
        label: stepWords(name),
        unavailable: why ?? undefined,
      }))}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id }) => {
        const chosen = steps.find(({ name }) => name === id)
        if (chosen !== undefined) take(chosen.name)
      }}
      onClose={close}
    />
  )
}

const isPlainStep = (name: DisputeStepName) => name !== 'opened' && name !== 'evidence' && isPlainMove(name)

function NotPossible({ row }: { row: Row<'cases'> | undefined }) {
  const why = row?.status === 'closed' ? 'refused.case-is-closed' : 'dispute.needs-order'
  return (
    <Dialog title={say('dispute.not-possible')} onClose={close} closeLabel={say('common.close')} size="sm">
      <p>{say(why)}</p>
    </Dialog>
  )
}

interface StepFormProps {
  readonly step: DisputeStepName
  readonly row: Row<'cases'>
  readonly dispute: WorkedDispute | undefined
}

function StepForm({ step, row, dispute }: StepFormProps) {
  if (dispute === undefined || step === 'opened') return <OpenForm row={row} />
  if (step === 'evidence') return <EvidenceForm row={row} dispute={dispute} />
  if (step === 'decide' || step === 'decide-appeal') return <DecideForm row={row} dispute={dispute} move={step} />
  if (step === 'appeal') return <AppealForm row={row} dispute={dispute} />
  if (step === 'execute') return <ExecuteForm row={row} dispute={dispute} />
  return <WordsForm row={row} dispute={dispute} step={step} />
}
