import type { KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { type ThreadItem, isStop } from './thread-items.ts'
import type { FocusedLine } from './use-focused-line.ts'

interface MessageKeys {
  readonly box: RefObject<HTMLElement | null>
  readonly items: readonly ThreadItem[]
  readonly focused: FocusedLine
  readonly jump: (to: 'start' | 'end') => void
}

const isPlain = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  !altKey && !ctrlKey && !metaKey && !shiftKey

/** How far one press goes within a message that is higher than the thread, as a part of the thread's height. */
const share = 0.8
/** Edges closer than this count as in sight, in pixels: they lie on fractions of one. */
const slack = 2

const lineAt = (box: HTMLElement, at: number): HTMLElement | null => box.querySelector(`[data-index="${at}"]`)

/** How far a line reaches out of sight at the edge that one goes to, in pixels. */
function outOfSight(box: HTMLElement, line: HTMLElement, by: 1 | -1): number {
  const [inner, outer] = [line.getBoundingClientRect(), box.getBoundingClientRect()]
  return Math.max(0, by > 0 ? inner.bottom - outer.bottom : outer.top - inner.top)
}

const isInSight = (box: HTMLElement, line: HTMLElement): boolean => {
  const [inner, outer] = [line.getBoundingClientRect(), box.getBoundingClientRect()]
  return inner.bottom > outer.top && inner.top < outer.bottom
}

/** Where one begins: at the last message in sight upwards, at the first one downwards. */
function firstStop(box: HTMLElement, items: readonly ThreadItem[], by: 1 | -1): number {
  const inSight = [...box.querySelectorAll<HTMLElement>('[data-index]')].flatMap((line) => {
    const at = Number(line.dataset['index'])
    const item = items[at]
    return item !== undefined && isStop(item) && isInSight(box, line) ? [at] : []
  })
  return (by > 0 ? inSight[0] : inSight.at(-1)) ?? -1
}

function nextStop(items: readonly ThreadItem[], from: number, by: 1 | -1): number {
  let at = from + by
  for (let item = items[at]; item !== undefined; item = items[at]) {
    if (isStop(item)) return at
    at += by
  }
  return -1
}

/**
 * The keys of a thread: the arrows go from message to message, through one that is higher than the thread step by step; Home and End jump. The
 * browser would glide to the ends, and stop on the way where a message turns out higher than was thought.
 */
export function useMessageKeys({
  box,
  items,
  focused,
  jump,
}: MessageKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const go = (thread: HTMLElement, by: 1 | -1): void => {
    const pointedAt = focused.at < 0 ? null : lineAt(thread, focused.at)
    // Whoever has wheeled away goes on from what they see.
    const line = pointedAt !== null && isInSight(thread, pointedAt) ? pointedAt : null
    const hidden = line === null ? 0 : outOfSight(thread, line, by)
    if (hidden > slack) return thread.scrollBy(0, by * Math.min(hidden + slack, thread.clientHeight * share))
    const at = line === null ? firstStop(thread, items, by) : nextStop(items, focused.at, by)
    const item = items[at]
    if (item === undefined) return jump(by > 0 ? 'end' : 'start')
    // Drawn at once: the focus can only go to what is on the page.
    flushSync(() => focused.focus(item.id))
    const message = lineAt(thread, at)?.querySelector('article')
    message?.focus({ preventScroll: true })
    message?.scrollIntoView({ block: 'nearest' })
  }
  return (event) => {
    const { current } = box
    // A dialog that a message opened lies elsewhere on the page; its keys come by here all the same.
    if (current === null || !(event.target instanceof Node) || !current.contains(event.target) || !isPlain(event))
      return
    const actions: { readonly [key: string]: () => void } = {
      ArrowDown: () => go(current, 1),
      ArrowUp: () => go(current, -1),
      Home: () => jump('start'),
      End: () => jump('end'),
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    if (event.key === 'Home' || event.key === 'End') current.focus({ preventScroll: true })
    action()
  }
}
