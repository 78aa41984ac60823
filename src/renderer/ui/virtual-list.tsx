/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual list: the focus stays on one element, which names the active row [aria-activedescendant] */
import { clsx } from 'clsx'
import { useId, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react'
import { useRemScale } from './rem-scale.ts'
import { useRowsInSight } from './use-rows-in-sight.ts'

/** What a parent may ask of a list. */
export interface ListFocus {
  focus(): void
}

export interface VirtualListProps<T> {
  items: readonly T[]
  idOf: (item: T) => string
  /** In pixels at the usual text size, the same for every row. */
  rowHeight: number
  label: string
  /** The row under the cursor: where the keys are. */
  cursorId: string | null
  /** The row that is open beside the list. */
  openId?: string | null
  /** Rows that are chosen together. With any, `aria-selected` says these instead of the open one. */
  selected?: ReadonlySet<string>
  onPoint: (id: string) => void
  /** By Enter or by a click. */
  onOpen: (id: string, by: 'key' | 'mouse') => void
  /** What is in a row. Keep it cheap, and memoise the component it gives. */
  renderRow: (item: T, state: { isCursor: boolean; isOpen: boolean; isSelected: boolean }) => ReactNode
  className?: string
  ref?: Ref<ListFocus>
}

const steps: { readonly [key: string]: (at: number, page: number, last: number) => number } = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
}

const nothing: ReadonlySet<string> = new Set()

/** A list of any length of which only the visible rows are drawn; the arrows move the cursor and Enter opens. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { ref, items, label, className, idOf, cursorId, openId = null, selected = nothing } = props
  const { onPoint, onOpen, renderRow } = props
  const listId = useId()
  const box = useRef<HTMLDivElement>(null)
  const scale = useRemScale()
  const rowHeight = Math.round(props.rowHeight * scale)
  const { from, to, reveal } = useRowsInSight({ box, count: items.length, rowHeight })
  const cursor = cursorId === null ? -1 : items.findIndex((item) => idOf(item) === cursorId)
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus({ preventScroll: true }) }), [])
  const stood = useRef({ cursorId, cursor })
  useLayoutEffect(() => {
    const before = stood.current
    stood.current = { cursorId, cursor }
    // What comes or goes above the cursor's row does not move it under the eyes.
    const isMoved = before.cursorId === cursorId && before.cursor >= 0 && cursor >= 0 && before.cursor !== cursor
    if (isMoved) box.current?.scrollBy(0, (cursor - before.cursor) * rowHeight)
    if (cursor >= 0) reveal(cursor)
  }, [cursorId, cursor, rowHeight, reveal])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const step = steps[event.key]
    if (event.key === 'Enter' && cursorId !== null && cursor >= 0) onOpen(cursorId, 'key')
    else if (step === undefined) return
    else {
      const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1)
      const item = items[Math.max(0, Math.min(items.length - 1, step(cursor, page, items.length - 1)))]
      if (item !== undefined) onPoint(idOf(item))
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
    const item = items[Number(row?.dataset['index'] ?? -1)]
    if (item !== undefined) onOpen(idOf(item), 'mouse')
  }
  return (
    <div className={clsx('relative min-h-0 flex-1', className)}>
      <div
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={selected.size > 0 || undefined}
        aria-activedescendant={cursor >= 0 ? `${listId}-${cursor}` : undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="peer/list group/list scroll-slim h-full overflow-y-auto overscroll-contain focus-visible:outline-none"
      >
        <div role="presentation" className="relative" style={{ height: items.length * rowHeight }}>
          {items.slice(from, to).map((item, at) => {
            const index = from + at
            const id = idOf(item)
            return (
              <div
                key={id}
                id={`${listId}-${index}`}
                data-index={index}
                role="option"
                aria-selected={selected.size > 0 ? selected.has(id) : id === openId}
                aria-posinset={index + 1}
                aria-setsize={items.length}
                className="absolute inset-x-0 top-0"
                style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
              >
                {renderRow(item, { isCursor: index === cursor, isOpen: id === openId, isSelected: selected.has(id) })}
              </div>
            )
          })}
        </div>
      </div>
      {/* With a cursor its row shows where the keys are. The rows would cover a ring of the list itself. */}
      {cursor < 0 && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0 hidden border-2 border-accent peer-focus-visible/list:block"
        />
      )}
    </div>
  )
}
