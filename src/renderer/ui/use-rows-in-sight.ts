import { type RefObject, useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react'

/** Rows of one height in a box that scrolls. */
export interface RowBox {
  readonly box: RefObject<HTMLElement | null>
  readonly count: number
  /** In pixels. */
  readonly rowHeight: number
}

/** The first row that is to be drawn, and the one after the last. */
export interface RowsInSight {
  readonly from: number
  readonly to: number
}

/** Rows that are drawn beyond each edge, so that scrolling meets no gap. */
const beyond = 8

/** Which rows were in sight when the box was last looked at. */
class Sight {
  readonly #listeners = new Set<() => void>()
  #rows: RowsInSight = { from: 0, to: 0 }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly rows = (): RowsInSight => this.#rows

  look({ scrollTop, clientHeight }: HTMLElement, rowHeight: number): void {
    const from = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond)
    const to = Math.ceil((scrollTop + clientHeight) / rowHeight) + beyond
    if (from === this.#rows.from && to === this.#rows.to) return
    this.#rows = { from, to }
    for (const listener of this.#listeners) listener()
  }
}

/**
 * Which rows of a list are in sight, and a way to bring one into sight. A row that is brought into sight is drawn with the same frame: the
 * browser's own word of a scroll comes a frame later.
 */
export function useRowsInSight({ box, count, rowHeight }: RowBox): RowsInSight & { reveal: (index: number) => void } {
  const [sight] = useState(() => new Sight())
  const { from, to } = useSyncExternalStore(sight.subscribe, sight.rows)
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return undefined
    const look = (): void => sight.look(current, rowHeight)
    const observer = new ResizeObserver(look)
    observer.observe(current)
    current.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', look)
    }
  }, [box, sight, rowHeight])
  useLayoutEffect(() => {
    // A shorter list may have moved under the box.
    if (box.current !== null) sight.look(box.current, rowHeight)
  }, [box, sight, rowHeight, count])
  const reveal = useCallback(
    (index: number) => {
      const { current } = box
      if (current === null) return
      const { scrollTop, clientHeight } = current
      const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight]
      if (top < scrollTop) current.scrollTo(0, top)
      else if (bottom > scrollTop + clientHeight) current.scrollTo(0, bottom - clientHeight)
      sight.look(current, rowHeight)
    },
    [box, sight, rowHeight],
  )
  return { from: Math.min(from, count), to: Math.min(to, count), reveal }
}
