import { DecisionCode } from '#shared/domain/escalation.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { say } from '#renderer/words/say.ts'

/** What a decision comes to. */
export const CodeField = ({
  value,
  onChange,
}: {
  value: DecisionCode | ''
  onChange: (code: DecisionCode) => void
}) => (
  <Field label={say('hand-back.code')}>
    {(control) => (
      <SelectField
        {...control}
        data-part="code"
        value={value}
        placeholder={say('hand-back.choose-code')}
        options={DecisionCode.options.map((one) => ({ value: one, label: say(`decision-code.${one}`) }))}
        onChange={onChange}
      />
    )}
  </Field>
)
