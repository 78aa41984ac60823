import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { saySpan } from '#renderer/words/clock-words.ts'

/** Minutes that are offered. */
const choices = ['15', '30', '60', '240', '1440'] as const
export type Within = (typeof choices)[number]

/** Within how much time an answer, or the next word, is due. */
export const WithinField = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: Within
  onChange: (within: Within) => void
}) => (
  <Field label={label}>
    {(control) => (
      <SelectField
        {...control}
        value={value}
        options={choices.map((minutes) => ({ value: minutes, label: saySpan(Number(minutes) * 60_000) }))}
        onChange={onChange}
      />
    )}
  </Field>
)
