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
  /** `quiet`: small and without a box until it is pointed at, for what is seldom needed. */
  look?: 'plain' | 'quiet'
  ref?: Ref<HTMLSelectElement>
}

const looks = {
  plain: clsx(controlLook, 'h-8 pr-8 pl-2.5'),
  quiet: 'h-6 w-full rounded-md border border-transparent bg-transparent pr-6 pl-1 text-xs hover:bg-hover',
}

/** One of a few. The system's own list: it works with every keyboard and screen reader. */
export function SelectField<T extends string>({
  value,
  options,
  placeholder,
  onChange,
  look = 'plain',
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
        className={clsx(looks[look], 'appearance-none text-ellipsis', value === '' && 'text-ink-3')}
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
      <ChevronDown
        size={look === 'quiet' ? 12 : 14}
        aria-hidden
        className={clsx(
          'pointer-events-none absolute text-ink-3',
          look === 'quiet' ? 'top-1.5 right-1.5' : 'top-2.25 right-2.5',
        )}
      />
    </span>
  )
}
