import { clsx } from 'clsx'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Kbd } from './kbd.tsx'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do here. `quiet`: no box until it is pointed at. */
  look?: 'plain' | 'primary' | 'quiet' | 'danger'
  size?: 'md' | 'sm' | 'lg'
  /** The key that does the same. */
  keys?: string | undefined
  icon?: ReactNode
  /** Work is under way: looks busy and cannot be pressed again. */
  isBusy?: boolean
  ref?: Ref<HTMLButtonElement>
}

const looks = {
  plain: 'border-line bg-raise text-ink hover:bg-hover active:bg-selected',
  primary: 'border-accent bg-accent font-medium text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-line bg-raise text-bad hover:border-bad hover:bg-bad-soft',
}
const sizes = { sm: 'h-6 gap-1.5 px-2 text-sm', md: 'h-7 gap-2 px-3', lg: 'h-9 gap-2 px-4' }

/** A button with words on it. */
export function Button({
  look = 'plain',
  size = 'md',
  keys,
  icon,
  isBusy = false,
  className,
  children,
  disabled,
  ref,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md border whitespace-nowrap select-none',
        'disabled:pointer-events-none disabled:opacity-55',
        looks[look],
        sizes[size],
        className,
      )}
    >
      {icon}
      {children}
      {keys !== undefined && <Kbd onAccent={look === 'primary'}>{keys}</Kbd>}
    </button>
  )
}
