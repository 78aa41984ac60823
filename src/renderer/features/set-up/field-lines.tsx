import { X } from 'lucide-react'
import { FormField } from '#shared/domain/case-form.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import type { DraftFault, FieldDraft } from './form-draft.ts'
import { Tick } from '#renderer/ui/tick.tsx'

const mostFields = 60

interface FieldLinesProps {
  readonly fields: readonly FieldDraft[]
  readonly faults: readonly DraftFault[]
  readonly onChange: (fields: readonly FieldDraft[]) => void
}

/** The fields of a form, each with what it is called, how it is answered, and whether it is needed. */
export function FieldLines({ fields, faults, onChange }: FieldLinesProps) {
  const add = (): void => {
    const mark = Math.max(-1, ...fields.map((field) => field.mark)) + 1
    onChange([...fields, { key: null, mark, label: '', kind: 'text', options: '', isRequiredToSolve: false }])
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">{say('set-up.fields')}</legend>
      {fields.map((field) => (
        <FieldLine
          key={field.mark}
          field={field}
          errorOf={(part) =>
            faults.some((fault) => fault.part === part && fault.mark === field.mark)
              ? say(`set-up.needs-${part}`)
              : null
          }
          onChange={(next) => onChange(fields.map((one) => (one.mark === field.mark ? next : one)))}
          onRemove={() => onChange(fields.filter(({ mark }) => mark !== field.mark))}
        />
      ))}
      <Button className="self-start" disabled={fields.length >= mostFields} onClick={add}>
        {say('set-up.add-field')}
      </Button>
    </fieldset>
  )
}

interface FieldLineProps {
  readonly field: FieldDraft
  readonly errorOf: (part: 'label' | 'options') => string | null
  readonly onChange: (field: FieldDraft) => void
  readonly onRemove: () => void
}

function FieldLine({ field, errorOf, onChange, onRemove }: FieldLineProps) {
  return (
    <div className="rounded-lg border border-line bg-raise px-3 py-2">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <Field label={say('set-up.label')} error={errorOf('label')}>
            {(control) => (
              <TextField
                {...control}
                dir="auto"
                maxLength={120}
                value={field.label}
                onChange={({ target }) => onChange({ ...field, label: target.value })}
              />
            )}
          </Field>
        </div>
        <div className="w-44 shrink-0">
          <Field label={say('set-up.kind')}>
            {(control) => (
              <SelectField
                {...control}
                value={field.kind}
                options={FormField.shape.kind.options.map((value) => ({ value, label: say(`field-kind.${value}`) }))}
                onChange={(kind) => onChange({ ...field, kind })}
              />
            )}
          </Field>
        </div>
        <IconButton className="mt-6" label={say('set-up.remove-field', { field: field.label })} onClick={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {field.kind === 'choice' && (
        <div className="mt-2">
          <Field label={say('set-up.options')} error={errorOf('options')}>
            {(control) => (
              <TextArea
                {...control}
                rows={3}
                dir="auto"
                value={field.options}
                onChange={({ target }) => onChange({ ...field, options: target.value })}
              />
            )}
          </Field>
        </div>
      )}
      <div className="mt-2">
        <Tick
          isOn={field.isRequiredToSolve}
          onChange={() => onChange({ ...field, isRequiredToSolve: !field.isRequiredToSolve })}
        >
          {say('set-up.needed')}
        </Tick>
      </div>
    </div>
  )
}
