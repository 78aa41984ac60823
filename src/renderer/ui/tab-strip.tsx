/* oxlint-disable jsx-a11y/interactive-supports-focus -- the tabs take the focus, not their row */
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'

export interface Tab {
  id: string
  label: string
  /** Shown on hover; the label where none is given. */
  title?: string
  icon?: ReactNode
  /** Something small after the label, e.g. a count. */
  badge?: ReactNode
  keys?: string | undefined
}
export interface TabStripProps {
  label: string
  tabs: readonly Tab[]
  activeId: string | null
  onSelect: (id: string) => void
  /** Given: tabs can be closed, with a click on their cross or with Delete. */
  onClose?: (id: string) => void
  /** The id of the panel that the tabs show, where there is one. */
  panelId?: string
  /** `cards`: open documents. `words`: a choice of views. `pictures`: the same where room is short, with words at the chosen one. */
  look?: 'cards' | 'words' | 'pictures'
}

const looks = {
  cards: {
    strip: 'h-8.5 overflow-x-auto overflow-y-hidden [scrollbar-width:none] border-b border-line bg-bg',
    tab: 'max-w-52 border-r border-line px-2',
    word: 'px-1',
    on: 'bg-pane font-medium text-ink shadow-[inset_0_2px_var(--accent)]',
    off: 'text-ink-2 hover:bg-hover hover:text-ink',
  },
  words: {
    // A view that is out of sight is not chosen: where they have no room beside one another they stand in two rows.
    strip: 'min-h-10 flex-wrap content-center gap-px border-b border-line bg-pane px-1.5 py-1 items-center',
    tab: 'h-6.5 rounded-md',
    word: 'rounded-md px-1.5',
    on: 'bg-selected font-medium text-ink',
    off: 'text-ink-2 hover:bg-hover hover:text-ink',
  },
  pictures: {
    strip: '@container h-10 items-center gap-px border-b border-line bg-pane px-1.5',
    tab: 'h-7 min-w-7.5 shrink! rounded-md [&>button]:w-full [&>button]:justify-center [&>button]:px-2',
    on: 'bg-selected font-medium text-ink',
    off: 'text-ink-2 hover:bg-hover hover:text-ink',
  },
}

/** Brings the tab in front into sight where there are more than fit. */
function useActiveInSight(strip: RefObject<HTMLElement | null>, activeId: string | null): void {
  useLayoutEffect(() => {
    if (activeId === null) return undefined
    // Within the next frame, which lays out everything anyway: at once, all of it would be laid out twice.
    const frame = requestAnimationFrame(() => {
      const tab = strip.current?.querySelector(`[data-tab="${CSS.escape(activeId)}"]`)
      tab?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [strip, activeId])
}

/** Tabs in a row. Arrows move between them, as everywhere. */
export function TabStrip({ label, tabs, activeId, onSelect, onClose, panelId, look = 'words' }: TabStripProps) {
  const { strip, tab: box, word, on, off } = looks[look]
  const row = useRef<HTMLDivElement>(null)
  useActiveInSight(row, activeId)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex(({ id }) => id === activeId)
    const next = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : null
    if (event.key === 'Delete' && activeId !== null) onClose?.(activeId)
    if (next === null || event.altKey || event.ctrlKey) return
    event.preventDefault()
    const target = tabs[(next + tabs.length) % tabs.length]
    if (target === undefined) return
    onSelect(target.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(target.id)}"]`)?.focus()
  }
  return (
    <div ref={row} role="tablist" aria-label={label} onKeyDown={onKeyDown} className={clsx('flex shrink-0', strip)}>
      {tabs.map((tab) => {
        const isOn = tab.id === activeId
        return (
          <div
            key={tab.id}
            role="presentation"
            className={clsx('group/tab flex min-w-0 shrink-0 items-center', box, isOn ? on : off)}
          >
            <button
              type="button"
              role="tab"
              data-tab={tab.id}
              aria-selected={isOn}
              aria-controls={isOn ? panelId : undefined}
              tabIndex={isOn || (activeId === null && tab === tabs[0]) ? 0 : -1}
              title={tab.title ?? (tab.keys === undefined ? undefined : `${tab.label} (${tab.keys})`)}
              onClick={() => onSelect(tab.id)}
              onAuxClick={(event) => event.button === 1 && onClose?.(tab.id)}
              className={clsx('ring-inside flex h-full min-w-0 items-center gap-1.5', word)}
            >
              {tab.icon}
              <span className={clsx('truncate', look === 'pictures' && !isOn && 'sr-only @min-[36rem]:not-sr-only')}>
                {tab.label}
              </span>
              {tab.badge}
            </button>
            {onClose !== undefined && (
              // For the mouse only: the keyboard has Delete, so it need not step over a cross per tab.
              <button
                type="button"
                aria-hidden
                tabIndex={-1}
                onClick={() => onClose(tab.id)}
                className="-mr-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-line hover:text-ink"
              >
                <X size={12} />
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}
