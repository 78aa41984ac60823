import { useRef, useState } from 'react'
import type { Side, WorkedDispute } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { appealDispute } from '#renderer/workspace/dispute-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { notedWords, stepWords } from './dispute-words.ts'
import { EvidenceFields, evidenceOf, freshEvidence, missingEvidence } from './evidence-fields.tsx'

const sides: readonly Side[] = ['customer', 'seller']

/** A side appeals: on which grounds, and with what that was not there before. */
export function AppealForm({ row, dispute }: { row: Row<'cases'>; dispute: WorkedDispute }) {
  const workspace = useWorkspace()
  const [side, setSide] = useState<Side>(dispute.work.decision?.outcome === 'seller' ? 'customer' : 'seller')
  const [grounds, setGrounds] = useState('')
  const [draft, setDraft] = useState(freshEvidence)
  const first = useRef<HTMLTextAreaElement>(null)
  return (
    <DecideFrame
      title={stepWords('appeal')}
      text={say('dispute.appeal-text')}
      sendWords={stepWords('appeal')}
      sentWords={notedWords('appeal')}
      first={first}
      missing={[
        ...(grounds.trim() === '' ? [{ part: 'grounds', label: say('dispute.grounds') }] : []),
        ...missingEvidence(draft),
      ]}
      send={() =>
        appealDispute(
          workspace,
          { row, disputeId: dispute.id },
          { side, grounds: grounds.trim(), evidence: [evidenceOf(draft, side)] },
        )
      }
    >
      <Field label={say('dispute.who-appeals')}>
        {(control) => (
          <SelectField
            {...control}
            value={side}
            options={sides.map((value) => ({ value, label: say(`dispute-side.${value}`) }))}
            onChange={setSide}
          />
        )}
      </Field>
      <Field label={say('dispute.grounds')} hint={say('dispute.both-read')}>
        {(control) => (
          <TextArea
            {...control}
            ref={first}
            dir="auto"
            data-part="grounds"
            maxLength={5000}
            value={grounds}
            onChange={(event) => setGrounds(event.target.value)}
          />
        )}
      </Field>
      <h3 className="font-medium">{say('dispute.new-evidence')}</h3>
      <EvidenceFields row={row} draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
    </DecideFrame>
  )
}
