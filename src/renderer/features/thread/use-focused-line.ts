import { type Range, defaultRangeExtractor } from '@tanstack/react-virtual'
import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { ThreadItem } from './thread-items.ts'

/** The line of a thread that the focus is in. */
export interface FocusedLine {
  /** Its place among the items; -1: the focus is on the thread itself, or elsewhere. */
  readonly at: number
  readonly focus: (itemId: string) => void
  /** The lines to draw: those in sight, and the focused one wherever it is, or the focus would be lost with it. */
  readonly withFocused: (range: Range) => number[]
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

const pressed = 'a[href],button,summary'

const lineOf = (element: Element): string | undefined => element.closest<HTMLElement>('[data-line]')?.dataset['line']

/**
 * Which line has the focus. Tab finds what can be pressed in that line alone: a thread is one stop, however long it is. Set on the page and not
 * while it is drawn, because links stand in what parties wrote as well.
 */
export function useFocusedLine(box: RefObject<HTMLElement | null>, items: readonly ThreadItem[]): FocusedLine {
  const [id, focus] = useState<string | null>(null)
  const at = useMemo(() => (id === null ? -1 : items.findIndex((item) => item.id === id)), [id, items])
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return undefined
    const setStops = (): void => {
      for (const element of current.querySelectorAll<HTMLElement>(pressed)) {
        element.tabIndex = id !== null && lineOf(element) === id ? 0 : -1
      }
    }
    setStops()
    const observer = new MutationObserver(setStops)
    observer.observe(current, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [box, id])
  useLayoutEffect(() => {
    // It went with the focus, e.g. because it was discarded: the keys stay in the thread.
    if (id !== null && at < 0 && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [box, id, at])
  const withFocused = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range)
      if (at < 0 || drawn.includes(at)) return drawn
      return at < range.startIndex ? [at, ...drawn] : [...drawn, at]
    },
    [at],
  )
  return {
    at,
    focus,
    withFocused,
    onFocus: ({ target }) => focus(lineOf(target) ?? null),
    onBlur: ({ relatedTarget }) => {
      if (box.current?.contains(relatedTarget) !== true) focus(null)
    },
  }
}
