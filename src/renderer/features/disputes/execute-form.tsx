import { useRef, useState } from 'react'
import type { WorkedDispute } from '#shared/domain/dispute.ts'
import { moneyDue } from '#shared/mutations/dispute-decisions.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { executeDispute } from '#renderer/workspace/dispute-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { moneyWords } from './dispute-words.ts'

/** Says that the money has gone, and under which reference it is found. */
export function ExecuteForm({ row, dispute }: { row: Row<'cases'>; dispute: WorkedDispute }) {
  const workspace = useWorkspace()
  const [reference, setReference] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const money = moneyDue(dispute)
  const label = say('dispute.reference')
  return (
    <DecideFrame
      title={say('dispute-turn.execute')}
      text={money === null ? say('dispute.no-money') : moneyWords(money)}
      sendWords={say('dispute.send')}
      sentWords={say('dispute-turn.execute')}
      first={first}
      missing={reference.trim() === '' ? [{ part: 'reference', label }] : []}
      send={() => executeDispute(workspace, { row, disputeId: dispute.id }, reference.trim())}
    >
      <Field label={label} hint={say('dispute.reference-hint')}>
        {(control) => (
          <TextField
            {...control}
            ref={first}
            data-part="reference"
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
