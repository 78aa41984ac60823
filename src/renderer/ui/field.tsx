import { useId } from 'react'
import type { ReactNode } from 'react'

/** What a control must take over so that its label, hint and error belong to it. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  label: string
  /** Read out and seen together with the label. */
  hint?: string | undefined
  /** What is wrong and what to do; null or undefined while all is well. */
  error?: string | null | undefined
  /** Shown after the label in a quiet tone, e.g. a count. */
  aside?: ReactNode
  children: (control: ControlProps) => ReactNode
}

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId()
  const hasError = error !== undefined && error !== null
  const described = [hint === undefined ? '' : `${id}-hint`, hasError ? `${id}-error` : ''].join(' ').trim()
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside !== undefined && <span className="ml-auto text-xs text-ink-3">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': hasError ? true : undefined,
      })}
      {/* Below: beside one another, fields with a hint and without one stand in line. */}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
