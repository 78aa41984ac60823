import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/** How close to the end counts as being there, in pixels. */
export const nearEnd = 96

interface Kept {
  readonly box: RefObject<HTMLElement | null>
  readonly virtual: Virtualizer<HTMLElement, HTMLElement>
  /** What is shown: another array after a change. */
  readonly items: readonly object[]
  /** What the agent wrote last, while it waits: whoever writes is shown what they wrote. */
  readonly writtenId: string | null
}

/**
 * Whoever was at the newest message stays there when the thread gets smaller, e.g. because the composer grows, and when something comes in
 * anywhere: a message stands above what was refused, so it is none that the list was appended by. Only going up leaves the end: a thread
 * that grows below somebody's eyes moves the end away from them, too. Answers how to jump to either end.
 */
export function useKeptAtEnd({ box, virtual, items, writtenId }: Kept): (to: 'start' | 'end') => void {
  const wasAtEnd = useRef(true)
  const lastWritten = useRef(writtenId)
  const height = virtual.getTotalSize()
  useLayoutEffect(() => {
    if (writtenId !== null && writtenId !== lastWritten.current) wasAtEnd.current = true
    lastWritten.current = writtenId
    if (wasAtEnd.current) virtual.scrollToEnd()
  }, [virtual, items, height, writtenId])
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return undefined
    let top = current.scrollTop
    const remember = (): void => {
      if (virtual.isAtEnd(nearEnd)) wasAtEnd.current = true
      else if (current.scrollTop < top) wasAtEnd.current = false
      top = current.scrollTop
    }
    const observer = new ResizeObserver(() => {
      if (wasAtEnd.current) virtual.scrollToEnd()
    })
    observer.observe(current)
    current.addEventListener('scroll', remember, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', remember)
    }
  }, [box, virtual])
  return (to) => {
    // Said here, not left to the scroll event: what is measured before it comes would lead back.
    wasAtEnd.current = to === 'end'
    if (to === 'end') virtual.scrollToEnd()
    else virtual.scrollToOffset(0)
  }
}
