import { useRef, useState } from 'react'
import { ReturnReason } from '#shared/domain/escalation.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { rejectEscalation, returnEscalation } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { NotNow } from './not-now.tsx'
import { type Decided, useDecided } from './use-decided.ts'
import type { Missing } from '#renderer/forms/missing-parts.tsx'

/** Tier 2 gives an escalation back to be completed: names the step, and says in one sentence what is missing. */
export function ReturnDialog() {
  const open = useDecided('returned')
  return open === null ? <NotNow /> : <ReturnForm {...open} kind="return" />
}

/** Tier 2 does not take an escalation: Tier 1 may decide it, and learns why. */
export function RejectDialog() {
  const open = useDecided('rejected')
  return open === null ? <NotNow /> : <ReturnForm {...open} kind="reject" />
}

function ReturnForm({ row, escalation, kind }: Decided & { readonly kind: 'return' | 'reject' }) {
  const workspace = useWorkspace()
  const [reason, setReason] = useState<ReturnReason | ''>('')
  const [step, setStep] = useState('')
  const [sentence, setSentence] = useState('')
  const first = useRef<HTMLSelectElement>(null)
  const missing: Missing[] = [
    ...(reason === '' ? [{ part: 'reason', label: say('missing.return-reason') }] : []),
    ...(step.trim() === '' ? [{ part: 'step', label: say('missing.step') }] : []),
    ...(sentence.trim() === '' ? [{ part: 'sentence', label: say('missing.sentence') }] : []),
  ]
  return (
    <DecideFrame
      title={say(`${kind}.title`, { number: row.number })}
      text={say(`${kind}.text`)}
      sendWords={say(`escalation.${kind}`)}
      sentWords={say(kind === 'return' ? 'return.sent' : 'escalation.done')}
      missing={missing}
      first={first}
      send={() =>
        reason === ''
          ? { refused: 'bad-arguments' }
          : (kind === 'return' ? returnEscalation : rejectEscalation)(
              workspace,
              { caseId: row.id, escalationId: escalation.id },
              { queueId: escalation.queueId, reason, step: step.trim(), sentence: sentence.trim() },
            )
      }
    >
      <Field label={say('return.reason')}>
        {(control) => (
          <SelectField
            {...control}
            ref={first}
            data-part="reason"
            value={reason}
            placeholder={say('return.choose-reason')}
            options={ReturnReason.options.map((value) => ({ value, label: say(`return-reason.${value}`) }))}
            onChange={setReason}
          />
        )}
      </Field>
      <Field label={say('return.step')} hint={say('return.step-hint')}>
        {(control) => (
          <TextField
            {...control}
            data-part="step"
            maxLength={1000}
            value={step}
            onChange={(event) => setStep(event.target.value)}
          />
        )}
      </Field>
      <Field label={say('return.sentence')}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            data-part="sentence"
            maxLength={2000}
            value={sentence}
            onChange={(event) => setSentence(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
