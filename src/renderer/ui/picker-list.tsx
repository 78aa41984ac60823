/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- rows of a virtual list: the focus stays on one element, which names the active row [aria-activedescendant] */
/* oxlint-disable react/incompatible-library -- the virtual list is not meant for the compiler, which is not used here */
import { useVirtualizer } from '@tanstack/react-virtual'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'
import type { PickEntry, PickItem } from './picker-entries.ts'
import { remScale } from './rem-scale.ts'

export interface PickerListProps {
  listId: string
  label: string
  entries: readonly PickEntry[]
  itemCount: number
  /** Place of the highlighted one among the items. */
  active: number
  /** Those picked so far, where several can be. */
  chosen: ReadonlySet<string> | null
  onPoint: (index: number) => void
  onPick: (item: PickItem) => void
}

const itemHeight = 34
const groupHeight = 28
const tallest = 408

/** The id of an option's element, for `aria-activedescendant`. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`

function Mark({ isChosen }: { isChosen: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'flex size-4 shrink-0 items-center justify-center rounded-sm border',
        isChosen ? 'border-accent bg-accent text-on-accent' : 'border-edge',
      )}
    >
      {isChosen && <Check size={12} strokeWidth={3} />}
    </span>
  )
}

function Option({ item, isActive, isChosen }: { item: PickItem; isActive: boolean; isChosen: boolean | null }) {
  const isOff = item.unavailable !== undefined
  const detail = item.unavailable ?? item.detail
  return (
    <div
      className={clsx(
        'flex h-full items-center gap-2.5 rounded-md px-2.5',
        isActive && 'bg-selected',
        isOff && 'text-ink-3',
      )}
    >
      {isChosen !== null && <Mark isChosen={isChosen} />}
      {item.icon !== undefined && <span className="flex w-4 shrink-0 justify-center text-ink-3">{item.icon}</span>}
      {/* However long it is, what is said of it has some room. */}
      <span
        dir="auto"
        title={item.label}
        className={clsx('min-w-0 shrink truncate', detail !== undefined && 'max-w-3/5')}
      >
        {item.label}
      </span>
      {detail !== undefined && (
        <span
          title={detail}
          dir="auto"
          className={clsx('min-w-0 flex-1 shrink-2 truncate text-left text-sm', isActive ? 'text-ink-2' : 'text-ink-3')}
        >
          {detail}
        </span>
      )}
      {item.keys !== undefined && (
        <span className="ml-auto flex gap-1">
          <Kbd>{item.keys}</Kbd>
        </span>
      )}
    </div>
  )
}

/** The list below a picker's field. Draws only what can be seen, however many there are. */
export function PickerList({ listId, label, entries, itemCount, active, chosen, onPoint, onPick }: PickerListProps) {
  const box = useRef<HTMLDivElement>(null)
  const [scale] = useState(remScale)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: (at) => (entries[at]?.kind === 'group' ? groupHeight : itemHeight) * scale,
    overscan: 6,
    useFlushSync: false,
  })
  const at = entries.findIndex((entry) => entry.kind === 'item' && entry.index === active)
  useLayoutEffect(() => {
    virtual.measure()
  }, [entries, virtual])
  useLayoutEffect(() => {
    // The first item brings the name of its group into view with it.
    if (at >= 0) virtual.scrollToIndex(at <= 1 ? 0 : at, { align: 'auto' })
  }, [at, virtual])
  const total = virtual.getTotalSize()
  return (
    <div
      ref={box}
      id={listId}
      role="listbox"
      aria-label={label}
      aria-multiselectable={chosen !== null || undefined}
      className="scroll-slim overflow-y-auto overscroll-contain"
      style={{ height: Math.min(total, tallest * scale), maxHeight: '52vh' }}
    >
      <div role="presentation" className="relative" style={{ height: total }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const entry = entries[index]
          if (entry === undefined) return null
          const place = { transform: `translateY(${start}px)`, height: size }
          if (entry.kind === 'group') {
            return (
              <div
                key={entry.id}
                role="presentation"
                className="absolute inset-x-0 top-0 flex items-end px-2.5 pb-1 text-xs text-ink-3"
                style={place}
              >
                {entry.label}
              </div>
            )
          }
          const { item } = entry
          return (
            // The field keeps the focus and the keys; the mouse is a second way.
            <div
              key={entry.id}
              id={optionId(listId, entry.index)}
              role="option"
              aria-selected={chosen === null ? entry.index === active : chosen.has(item.id)}
              aria-disabled={item.unavailable !== undefined || undefined}
              aria-posinset={entry.index + 1}
              aria-setsize={itemCount}
              className="absolute inset-x-0 top-0"
              style={place}
              onMouseMove={() => entry.index !== active && onPoint(entry.index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(item)}
            >
              <Option
                item={item}
                isActive={entry.index === active}
                isChosen={chosen === null ? null : chosen.has(item.id)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
