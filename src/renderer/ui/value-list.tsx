import { X } from 'lucide-react'
import { useState } from 'react'
import { SelectField, type SelectOption } from './select-field.tsx'
import { TextField } from './text-field.tsx'

/** What the list says of itself. */
export interface ValueListWords {
  readonly takeOut: (value: string) => string
  readonly typeAndEnter: string
  readonly addOne: string
}

interface ValueListProps {
  readonly words: ValueListWords
  readonly label: string
  readonly values: readonly string[]
  /** What can be chosen; left out, anything can be typed. */
  readonly options?: readonly SelectOption[] | undefined
  readonly onChange: (values: string[]) => void
}

/** Several values: those that are there, each to be taken out again, and a way to add one. */
export function ValueList({ words, label, values, options, onChange }: ValueListProps) {
  const [typed, setTyped] = useState('')
  const add = (value: string): void => {
    const more = value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '' && !values.includes(one))
    if (more.length > 0) onChange([...values, ...more])
    setTyped('')
  }
  const left = options?.filter(({ value }) => !values.includes(value)) ?? []
  const labelOf = (value: string): string => options?.find((one) => one.value === value)?.label ?? value
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-md bg-chip ps-2 pe-1 text-sm"
        >
          <bdi className="truncate">{labelOf(value)}</bdi>
          <button
            type="button"
            aria-label={words.takeOut(labelOf(value))}
            className="rounded-sm text-ink-3 hover:text-ink"
            onClick={() => onChange(values.filter((one) => one !== value))}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      {options === undefined ? (
        <TextField
          aria-label={label}
          className="min-w-24 flex-1"
          placeholder={words.typeAndEnter}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => add(typed)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey) return
            event.preventDefault()
            add(typed)
          }}
        />
      ) : (
        left.length > 0 && (
          <SelectField
            aria-label={label}
            className="min-w-28 flex-1"
            value=""
            placeholder={words.addOne}
            options={left}
            onChange={add}
          />
        )
      )}
    </span>
  )
}
