import type { SopContent } from '#shared/domain/sop.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ValueList } from '#renderer/ui/value-list.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { valueListWords } from '#renderer/words/value-list-words.ts'
import type { SopEditing } from './sop-drafts.ts'
import { SopGovernance } from './sop-governance.tsx'
import { SopStepRows } from './sop-step-rows.tsx'

export interface SopFormProps {
  readonly editing: SopEditing
  readonly onChange: (part: Partial<SopContent>) => void
  readonly onBody: (body: string) => void
  readonly onNote: (note: string) => void
}

const longestText = 15_000

/** Everything of an SOP that is written, in the order in which one thinks of it. */
export function SopForm({ editing, onChange, onBody, onNote }: SopFormProps) {
  const { content, body, note } = editing
  const isTranslation = content.locale !== content.sourceLocale
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-3">
        {isTranslation
          ? say('sop-editor.translation', {
              language: nameOfLanguage(content.locale),
              source: nameOfLanguage(content.sourceLocale),
            })
          : say('sop-editor.written-in', { language: nameOfLanguage(content.locale) })}
      </p>
      <Field label={say('macro-editor.title')}>
        {(control) => (
          <TextField
            {...control}
            dir="auto"
            maxLength={500}
            value={content.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('sop-editor.section')}>
          {(control) => (
            <TextField
              {...control}
              dir="auto"
              maxLength={300}
              value={content.section}
              onChange={(event) => onChange({ section: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('sop-editor.internal')}>
          {(control) => (
            <SelectField
              {...control}
              value={content.internal ? 'yes' : 'no'}
              options={[
                { value: 'no', label: say('sop-editor.internal-no') },
                { value: 'yes', label: say('sop-editor.internal-yes') },
              ]}
              onChange={(value) => onChange({ internal: value === 'yes' })}
            />
          )}
        </Field>
      </div>
      <fieldset>
        <legend className="mb-1 font-medium">{say('sop-editor.labels')}</legend>
        <ValueList
          words={valueListWords()}
          label={say('sop-editor.labels')}
          values={content.labels}
          onChange={(labels) => onChange({ labels })}
        />
      </fieldset>
      <Field
        label={say('sop-editor.text')}
        hint={say('sop-editor.text-hint')}
        aside={`${(body ?? '').length} / ${longestText}`}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={12}
            tallest={560}
            dir="auto"
            lang={content.locale}
            className="font-mono"
            value={body ?? ''}
            disabled={body === null}
            onChange={(event) => onBody(event.target.value)}
          />
        )}
      </Field>
      <SopStepRows steps={content.steps ?? []} onChange={(steps) => onChange({ steps })} />
      {!isTranslation && <SopGovernance content={content} onChange={onChange} />}
      <Field label={say('macro-editor.note')}>
        {(control) => (
          <TextField
            {...control}
            dir="auto"
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}
