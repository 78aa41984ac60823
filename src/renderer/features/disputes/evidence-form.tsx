import { useRef, useState } from 'react'
import type { WorkedDispute } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { say } from '#renderer/words/say.ts'
import { addEvidence } from '#renderer/workspace/dispute-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { notedWords, stepWords } from './dispute-words.ts'
import { EvidenceFields, evidenceOf, freshEvidence, missingEvidence } from './evidence-fields.tsx'

const owners = ['customer', 'seller', 'desk'] as const

/** Writes down what a side shows, or what the desk found. */
export function EvidenceForm({ row, dispute }: { row: Row<'cases'>; dispute: WorkedDispute }) {
  const workspace = useWorkspace()
  const [of, setOf] = useState<(typeof owners)[number]>('customer')
  const [draft, setDraft] = useState(freshEvidence)
  const first = useRef<HTMLInputElement>(null)
  return (
    <DecideFrame
      title={stepWords('evidence')}
      text={say('dispute.evidence-hint')}
      sendWords={stepWords('evidence')}
      sentWords={notedWords('evidence')}
      first={first}
      missing={missingEvidence(draft)}
      send={() => addEvidence(workspace, { row, disputeId: dispute.id }, evidenceOf(draft, of))}
    >
      <Field label={say('dispute.evidence-of')}>
        {(control) => (
          <SelectField
            {...control}
            value={of}
            options={owners.map((value) => ({ value, label: say(`dispute-side.${value}`) }))}
            onChange={setOf}
          />
        )}
      </Field>
      <EvidenceFields row={row} draft={draft} ref={first} onChange={(part) => setDraft({ ...draft, ...part })} />
    </DecideFrame>
  )
}
