import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'

/** What a list of rows needs to be one stop for Tab. */
export interface RovingRows {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onFocus: (event: FocusEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const rowsIn = (box: Element): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-row]')]

const nextOf: { readonly [key: string]: (at: number, count: number) => number } = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
}

/**
 * Makes the rows of a list, which bear `data-row`, one stop for Tab, however many there are: the one that had the focus last, else the open
 * one (`aria-current`), else the first. The arrows, Home and End go from row to row.
 */
export function useRovingRows(): RovingRows {
  const ref = useRef<HTMLDivElement>(null)
  const last = useRef<Element | null>(null)
  const setStop = (box: Element): void => {
    const rows = rowsIn(box)
    const stop =
      rows.find((row) => row === last.current) ?? rows.find((row) => row.ariaCurrent !== null) ?? rows[0] ?? null
    for (const row of rows) row.tabIndex = row === stop ? 0 : -1
  }
  useLayoutEffect(() => {
    const { current } = ref
    if (current === null) return undefined
    setStop(current)
    const observer = new MutationObserver(() => setStop(current))
    observer.observe(current, { childList: true, subtree: true, attributeFilter: ['aria-current'] })
    return () => observer.disconnect()
  }, [])
  return {
    ref,
    onFocus: ({ target, currentTarget }) => {
      if (!target.hasAttribute('data-row')) return
      last.current = target
      setStop(currentTarget)
    },
    onKeyDown: (event) => {
      const { target, currentTarget, key } = event
      if (!(target instanceof HTMLElement) || !target.hasAttribute('data-row')) return
      const rows = rowsIn(currentTarget)
      const next = rows[nextOf[key]?.(rows.indexOf(target), rows.length) ?? -1]
      if (next === undefined) return
      event.preventDefault()
      next.focus()
    },
  }
}
