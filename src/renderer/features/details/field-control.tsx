import type { FormField } from '#shared/domain/case-form.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import type { Answer } from './answers.ts'

interface FieldControlProps {
  readonly field: FormField
  readonly value: Answer
  readonly error: string | null
  readonly onChange: (value: Answer) => void
  /** Beside its name; missing: whether it must be answered. */
  readonly aside?: string
}

/** No answer stands for itself in a list, so that one can be taken back. */
const none = 'none'
const optionOf = (value: string) => ({ value: `= ${value}`, label: value })

/** A field of a form, as a control of its kind. */
export function FieldControl({ field, value, error, onChange, aside }: FieldControlProps) {
  const required = field.isRequiredToSolve ? say('details.required') : undefined
  return (
    <Field label={field.label} aside={aside ?? required} error={error}>
      {(control) => <Control {...control} data-part={field.key} field={field} value={value} onChange={onChange} />}
    </Field>
  )
}

type ControlOwn = Pick<FieldControlProps, 'field' | 'value' | 'onChange'> & {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'data-part': string
}

function Control({ field, value, onChange, ...control }: ControlOwn) {
  switch (field.kind) {
    case 'text':
      return (
        <TextField
          {...control}
          maxLength={2000}
          dir="auto"
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )
    case 'number':
      return (
        <TextField
          {...control}
          type="number"
          step="any"
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => onChange(Number.isFinite(target.valueAsNumber) ? target.valueAsNumber : null)}
        />
      )
    case 'date':
      return (
        <TextField
          {...control}
          type="date"
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        />
      )
    case 'choice':
      return (
        <SelectField
          {...control}
          value={typeof value === 'string' ? optionOf(value).value : ''}
          placeholder={say('details.choose')}
          options={[{ value: none, label: say('details.no-answer') }, ...field.options.map(optionOf)]}
          onChange={(chosen) => onChange(chosen === none ? null : chosen.slice(2))}
        />
      )
    case 'yes-no':
      return (
        <SelectField
          {...control}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : ''}
          placeholder={say('details.choose')}
          options={[
            { value: none, label: say('details.no-answer') },
            { value: 'yes', label: say('details.yes') },
            { value: 'no', label: say('details.no') },
          ]}
          onChange={(chosen) => onChange(chosen === none ? null : chosen === 'yes')}
        />
      )
  }
}
