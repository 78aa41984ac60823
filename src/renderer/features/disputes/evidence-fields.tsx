import type { Ref } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { newId } from '#shared/new-id.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { useThread } from '#renderer/workspace/use-thread.ts'

type Evidence = ArgsOf<'dispute.add-evidence'>['evidence']

/** Evidence while it is written. */
export interface EvidenceDraft {
  readonly title: string
  readonly text: string
  readonly file: Attachment | null
  readonly for: Evidence['for']
}

export const freshEvidence: EvidenceDraft = { title: '', text: '', file: null, for: 'both' }

/** What is missing of it, by the parts of its form. */
export const missingEvidence = ({ title, text, file }: EvidenceDraft): { part: string; label: string }[] => [
  ...(title.trim() === '' ? [{ part: 'title', label: say('dispute.evidence-title') }] : []),
  ...(text.trim() === '' && file === null ? [{ part: 'text', label: say('dispute.evidence-text') }] : []),
]

/** The evidence as the mutations take it. */
export const evidenceOf = (draft: EvidenceDraft, of: Evidence['of']): Evidence => ({
  ...draft,
  evidenceId: newId(),
  of,
  title: draft.title.trim(),
  text: draft.text.trim(),
})

interface EvidenceFieldsProps {
  readonly row: Row<'cases'>
  readonly draft: EvidenceDraft
  readonly onChange: (part: Partial<EvidenceDraft>) => void
  readonly ref?: Ref<HTMLInputElement>
}

const audiences = ['both', 'customer', 'seller', 'desk'] as const

/** What shows something: in words, by a file of the thread, or both; and who may see it. */
export function EvidenceFields({ row, draft, onChange, ref }: EvidenceFieldsProps) {
  const files = useThread(row).rows.flatMap(({ attachments = [] }) => attachments)
  return (
    <>
      <Field label={say('dispute.evidence-title')}>
        {(control) => (
          <TextField
            {...control}
            {...(ref === undefined ? {} : { ref })}
            dir="auto"
            data-part="title"
            maxLength={200}
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('dispute.evidence-text')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            data-part="text"
            rows={2}
            maxLength={2000}
            value={draft.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {files.length > 0 && (
          <Field label={say('dispute.evidence-file')}>
            {(control) => (
              <SelectField
                {...control}
                value={draft.file?.id ?? 'none'}
                options={[
                  { value: 'none', label: say('dispute.no-file') },
                  ...files.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={(id) => onChange({ file: files.find((file) => file.id === id) ?? null })}
              />
            )}
          </Field>
        )}
        <Field label={say('dispute.evidence-for')}>
          {(control) => (
            <SelectField
              {...control}
              value={draft.for}
              options={audiences.map((value) => ({ value, label: say(`dispute-for.${value}`) }))}
              onChange={(value) => onChange({ for: value })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
