import { clsx } from 'clsx'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for those who do not see the picture and for the tooltip. */
  label: string
  keys?: string | undefined
  size?: 'md' | 'sm'
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button with a picture on it; its label is read out and shown on hover. */
export function IconButton({ label, keys, size = 'md', className, children, ref, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        ref={ref}
        aria-label={label}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink',
          'aria-pressed:bg-selected aria-pressed:text-ink disabled:pointer-events-none disabled:opacity-55',
          size === 'md' ? 'size-7' : 'size-6',
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
