import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

/** An amount as it is typed: with a point or a comma. Not a number where it is none. */
export const amountOf = (typed: string): number => {
  const text = typed.trim().replace(',', '.')
  return /^\d{1,9}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN
}

interface MoneyFieldProps {
  readonly label: string
  readonly currency: string
  readonly hint?: string | undefined
  readonly value: string
  readonly onChange: (typed: string) => void
}

/** An amount of money in a currency that is known. */
export const MoneyField = ({ label, currency, hint, value, onChange }: MoneyFieldProps) => (
  <Field label={label} hint={hint} aside={currency}>
    {(control) => (
      <TextField
        {...control}
        data-part="amount"
        inputMode="decimal"
        maxLength={12}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
