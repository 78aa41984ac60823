import { type Rect, type Virtualizer, observeElementRect } from '@tanstack/react-virtual'

// Threads stand in the same place one after the other.
let last: Rect = { width: 0, height: 0 }

/** The size that the last thread had: what the first drawing of the next one begins with. */
export const lastThreadRect = (): Rect => last

/**
 * Follows the size of a thread's box. The first time is left to the observer where a size is known: asking for it in between would have the
 * browser lay the page out once more.
 */
export function observeThreadRect(
  instance: Virtualizer<HTMLElement, HTMLElement>,
  heard: (rect: Rect) => void,
): (() => void) | undefined {
  const told = (rect: Rect): void => {
    if (rect.height > 0) last = rect
    heard(rect)
  }
  const { scrollElement } = instance
  if (scrollElement === null || last.height === 0) return observeElementRect(instance, told)
  heard(last)
  const observer = new ResizeObserver(() => {
    told({ width: scrollElement.clientWidth, height: scrollElement.clientHeight })
  })
  observer.observe(scrollElement)
  return () => observer.disconnect()
}
