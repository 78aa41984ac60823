import { clsx } from 'clsx'
import type { FocusEvent, KeyboardEvent, ReactNode, Ref } from 'react'

export interface ScrollRegionProps {
  /** What is in it, for those who hear it. */
  label: string
  id?: string
  className?: string
  ref?: Ref<HTMLElement>
  /** For what scrolls in another way than the browser would. */
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: (event: FocusEvent<HTMLElement>) => void
  children: ReactNode
}

/** A part that scrolls on its own. It takes the focus, or the keyboard could not scroll it. */
export const ScrollRegion = ({ label, className, ref, children, ...rest }: ScrollRegionProps) => (
  <section
    {...rest}
    ref={ref}
    aria-label={label}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
    className={clsx('scroll-slim ring-inside overflow-y-auto', className)}
  >
    {children}
  </section>
)
