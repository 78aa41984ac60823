/* oxlint-disable react/incompatible-library -- the virtual list is not meant for the compiler, which is not used here */
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { remScale } from '#renderer/ui/rem-scale.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { type ThreadItem, estimatedHeight } from './thread-items.ts'
import { type Shown, ThreadLine, type Unsettled } from './thread-line.tsx'
import { lastThreadRect, observeThreadRect } from './thread-rect.ts'
import { nearEnd, useKeptAtEnd } from './use-kept-at-end.ts'
import { useFocusedLine } from './use-focused-line.ts'
import { useMessageKeys } from './use-message-keys.ts'
import { useSeen } from './use-seen.ts'

/** The last of what this agent wrote here that waits to be sent. */
const lastWaiting = ({ sending }: Unsettled): string | null => [...sending.keys()].at(-1) ?? null

interface ThreadScrollProps {
  readonly row: Row<'cases'>
  readonly items: readonly ThreadItem[]
  readonly state: Shown
  readonly isBeside: boolean
}

/** Between messages, and above and below all of them, in pixels. */
const gap = 12
const padding = 14

/** The lines of a thread. One stop for Tab; the arrows go from message to message. */
export function ThreadScroll({ row, items, state, isBeside }: ThreadScrollProps) {
  const box = useRef<HTMLElement>(null)
  const [scale] = useState(remScale)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const focused = useFocusedLine(box, items)
  const heightOf = (at: number): number => (items[at] === undefined ? 0 : estimatedHeight(items[at]) * scale)
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => box.current,
    initialRect: lastThreadRect(),
    // What is drawn first is the end already, as far as it can be told.
    initialOffset: () => {
      const total = items.reduce((sum, _, at) => sum + heightOf(at) + gap, 2 * padding - gap)
      return Math.max(0, total - lastThreadRect().height)
    },
    observeElementRect: observeThreadRect,
    estimateSize: heightOf,
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: 6,
    gap,
    paddingStart: padding,
    paddingEnd: padding,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
    useFlushSync: false,
    rangeExtractor: focused.withFocused,
    onChange: (instance) => setIsAtEnd(instance.isAtEnd(nearEnd)),
  })
  useLayoutEffect(() => {
    virtual.scrollToEnd()
  }, [virtual])
  const jump = useKeptAtEnd({ box, virtual, items, writtenId: lastWaiting(state) })
  const keys = useMessageKeys({ box, items, focused, jump })
  useFocusTarget('thread', box)
  useSeen(row)
  return (
    <div data-area="thread" className="relative min-h-0 flex-1">
      <ScrollRegion
        ref={box}
        onKeyDown={keys}
        onFocus={focused.onFocus}
        onBlur={focused.onBlur}
        label={isBeside ? say('thread.label-of', { number: row.number }) : say('thread.label')}
        className="peer/thread h-full overflow-x-hidden overscroll-contain [overflow-anchor:none] focus-visible:outline-none"
      >
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index]
            return (
              item !== undefined && (
                <div
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  data-line={item.id}
                  className="absolute inset-x-0 top-0 px-4"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ThreadLine item={item} row={row} state={state} />
                </div>
              )
            )
          })}
        </div>
      </ScrollRegion>
      {/* The messages would cover a ring of the region itself. */}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-0 hidden border-2 border-accent peer-focus-visible/thread:block"
      />
      {!isAtEnd && (
        <Button
          size="sm"
          className="absolute right-4 bottom-3 shadow-pop"
          icon={<ArrowDown size={13} aria-hidden />}
          onClick={() => {
            // The button goes; the keys stay with what it led to.
            box.current?.focus({ preventScroll: true })
            jump('end')
          }}
        >
          {say('thread.to-end')}
        </Button>
      )}
    </div>
  )
}
