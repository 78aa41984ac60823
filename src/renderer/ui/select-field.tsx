import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { Ref, SelectHTMLAttributes } from 'react'
import { controlLook } from './text-field.tsx'

export interface SelectOption<T extends string = string> {
  value: T
  label: string
}
export interface SelectFieldProps<T extends string> extends Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange' | 'children'
> {
  /** An empty text: nothing chosen yet. */
  value: T | ''
  options: readonly SelectOption<T>[]
  /** Shown while nothing is chosen. */
  placeholder?: string
  onChange: (value: T) => void
  ref?: Ref<HTMLSelectElement>
}

/** One of a few. The system's own list: it works with every keyboard and screen reader. */
export function SelectField<T extends string>({
  value,
  options,
  placeholder,
  onChange,
  className,
  ref,
  ...rest
}: SelectFieldProps<T>) {
  const choose = (chosen: string): void => {
    const option = options.find((one) => one.value === chosen)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <span className={clsx('relative block', className)}>
      <select
        {...rest}
        ref={ref}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={clsx(controlLook, 'h-8 appearance-none pr-8 pl-2.5 text-ellipsis', value === '' && 'text-ink-3')}
      >
        {placeholder !== undefined && (
          <option value="" disabled hidden>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-pane text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden className="pointer-events-none absolute top-2.25 right-2.5 text-ink-3" />
    </span>
  )
}
