import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

/** Rows of one height in a box that scrolls. */
export interface RowBox {
  readonly box: RefObject<HTMLElement | null>
  readonly count: number
  /** In pixels. */
  readonly rowHeight: number
}

/** Rows that are drawn beyond each edge, so that scrolling meets no gap. */
const beyond = 8

/** The first row that is to be drawn, and the one after the last. */
export interface RowsInSight {
  readonly from: number
  readonly to: number
}

/**
 * Which rows of a list are in sight, and a way to bring one into sight. A row that is brought into sight is drawn with the same frame: the
 * browser's own word of a scroll comes a frame later.
 */
export function useRowsInSight({ box, count, rowHeight }: RowBox): RowsInSight & { reveal: (index: number) => void } {
  const [sight, setSight] = useState<RowsInSight>({ from: 0, to: 0 })
  const look = useCallback(() => {
    const { current } = box
    if (current === null) return
    const { scrollTop, clientHeight } = current
    const from = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond)
    const to = Math.ceil((scrollTop + clientHeight) / rowHeight) + beyond
    setSight((known) => (known.from === from && known.to === to ? known : { from, to }))
  }, [box, rowHeight])
  // A shorter list may have moved under the box.
  useLayoutEffect(look, [look, count])
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return undefined
    const observer = new ResizeObserver(look)
    observer.observe(current)
    current.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', look)
    }
  }, [box, look])
  const reveal = useCallback(
    (index: number) => {
      const { current } = box
      if (current === null) return
      const { scrollTop, clientHeight } = current
      const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight]
      if (top < scrollTop) current.scrollTop = top
      else if (bottom > scrollTop + clientHeight) current.scrollTop = bottom - clientHeight
      look()
    },
    [box, rowHeight, look],
  )
  return { from: Math.min(sight.from, count), to: Math.min(sight.to, count), reveal }
}
