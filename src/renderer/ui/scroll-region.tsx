import { clsx } from 'clsx'
import type { KeyboardEventHandler, ReactNode, Ref } from 'react'

export interface ScrollRegionProps {
  /** What is in it, for those who hear it. */
  label: string
  id?: string
  className?: string
  ref?: Ref<HTMLElement>
  /** For keys that scroll otherwise than the browser would. */
  onKeyDown?: KeyboardEventHandler<HTMLElement>
  children: ReactNode
}

/** A part that scrolls on its own. It takes the focus, or the keyboard could not scroll it. */
export const ScrollRegion = ({ label, id, className, ref, onKeyDown, children }: ScrollRegionProps) => (
  // The keys scroll it, as those of the browser do.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
  <section
    ref={ref}
    onKeyDown={onKeyDown}
    id={id}
    aria-label={label}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
    className={clsx('scroll-slim ring-inside overflow-y-auto', className)}
  >
    {children}
  </section>
)
