import { clsx } from 'clsx'
import type { KeyboardEvent, ReactNode, Ref } from 'react'

export interface ScrollRegionProps {
  /** What is in it, for those who hear it. */
  label: string
  id?: string
  className?: string
  ref?: Ref<HTMLElement>
  /** For what scrolls in another way than the browser would. */
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  children: ReactNode
}

/** A part that scrolls on its own. It takes the focus, or the keyboard could not scroll it. */
export const ScrollRegion = ({ label, id, className, ref, onKeyDown, children }: ScrollRegionProps) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys only scroll, as those of any region do
  <section
    ref={ref}
    id={id}
    aria-label={label}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
    onKeyDown={onKeyDown}
    className={clsx('scroll-slim ring-inside overflow-y-auto', className)}
  >
    {children}
  </section>
)
