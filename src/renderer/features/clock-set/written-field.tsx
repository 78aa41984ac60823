import type { ReactNode } from 'react'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { type WordKey, say } from '#renderer/words/say.ts'

interface WrittenFieldProps {
  readonly label: string
  readonly hint?: WordKey
  readonly value: string
  readonly fault: WordKey | undefined
  readonly onChange: (value: string) => void
  readonly maxLength?: number
}

/** One line of text with its label, its hint and what is wrong with it. */
export const WrittenField = ({ label, hint, value, fault, onChange, maxLength = 120 }: WrittenFieldProps) => (
  <Field
    label={label}
    hint={hint === undefined ? undefined : say(hint)}
    error={fault === undefined ? null : say(fault)}
  >
    {(control) => (
      <TextField
        {...control}
        dir="auto"
        maxLength={maxLength}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
)

/** Several things that are so or not, under one name. */
export const TickGroup = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset className="flex flex-col gap-1">
    <legend className="mb-1 font-medium">{legend}</legend>
    <div className="grid grid-cols-2 gap-x-4 gap-y-2">{children}</div>
  </fieldset>
)

/** The same set with one more in it, or one fewer. */
export function toggled<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}
