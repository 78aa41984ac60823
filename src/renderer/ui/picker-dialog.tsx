import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import { useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from './button.tsx'
import { DialogFrame } from './dialog.tsx'
import { type PickItem, fittingItems, pickEntries } from './picker-entries.ts'
import { PickerList, optionId } from './picker-list.tsx'

/** For picking several at once. */
export interface PickMany {
  /** What holds at first. */
  chosen: ReadonlySet<string>
  onDone: (chosen: ReadonlySet<string>) => void
  doneLabel: string
  doneKeys: string
  /** Offers what was typed as a new item, where no item has just that name. */
  toNew?: (query: string) => PickItem | null
}

export interface PickerDialogProps {
  /** Read out as the name of the dialog. */
  title: string
  placeholder: string
  /** All there is, filtered here; or a function that answers a query with items, the best first. */
  items: readonly PickItem[] | ((query: string) => readonly PickItem[])
  onPick?: (item: PickItem) => void
  many?: PickMany
  onClose: () => void
  /** What the list says when nothing fits. */
  emptyText: string
  /** A hint at the foot, e.g. what the keys do. */
  footer?: ReactNode
  /** Shown beside the list for the highlighted item. */
  preview?: (item: PickItem | null) => ReactNode
  firstQuery?: string
  /** For items that lead further into the list: what is searched for once one of them is picked; null for all others. */
  expand?: (item: PickItem) => string | null
  onQuery?: (query: string) => void
}

interface Moves {
  count: number
  active: number
  point: (index: number) => void
  pickActive: () => void
  done: () => void
}

function pickerKeys({ count, active, point, pickActive, done }: Moves) {
  const move = (by: number): void => point(count === 0 ? 0 : Math.min(count - 1, Math.max(0, active + by)))
  return (event: KeyboardEvent<HTMLInputElement>): void => {
    // While an input method composes, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return
    const wrapped = (by: number): void => point(count === 0 ? 0 : (active + by + count) % count)
    const actions: { [key: string]: () => void } = {
      ArrowDown: () => wrapped(1),
      ArrowUp: () => wrapped(-1),
      PageDown: () => move(10),
      PageUp: () => move(-10),
      Enter: event.ctrlKey || event.metaKey ? done : pickActive,
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
}

/** A field with a list below it: type to filter, arrows to move, Enter to pick. For one thing or several, with or without a preview. */
export function PickerDialog(props: PickerDialogProps) {
  const { items, many, preview } = props
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState(props.firstQuery ?? '')
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(many?.chosen ?? new Set())
  const entries = useMemo(() => {
    const fitting = typeof items === 'function' ? items(query) : fittingItems(items, query)
    const added = query.trim() === '' ? null : (many?.toNew?.(query.trim()) ?? null)
    return pickEntries(added === null ? fitting : [...fitting, added])
  }, [items, query, many])
  const options = entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []))
  const highlighted = options[active] ?? null
  const search = (text: string): void => {
    setQuery(text)
    setActive(0)
    props.onQuery?.(text)
  }
  const pick = (item: PickItem): void => {
    if (item.unavailable !== undefined) return
    const further = props.expand?.(item) ?? null
    if (further !== null) return search(further)
    if (many === undefined) return props.onPick?.(item)
    const next = new Set(chosen)
    if (!next.delete(item.id)) next.add(item.id)
    setChosen(next)
    search('')
    field.current?.focus()
  }
  const moves = (): Moves => ({
    count: options.length,
    active,
    point: setActive,
    pickActive: () => highlighted !== null && pick(highlighted),
    done: () => (many === undefined ? highlighted !== null && pick(highlighted) : many.onDone(chosen)),
  })
  const shown = many === undefined ? null : chosen
  return (
    <DialogFrame
      label={props.title}
      onClose={props.onClose}
      className={preview === undefined ? 'max-w-xl' : 'max-w-5xl'}
      initialFocus={field}
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search size={16} aria-hidden className="shrink-0 text-ink-3" />
        <input
          ref={field}
          value={query}
          placeholder={props.placeholder}
          role="combobox"
          aria-label={props.title}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={highlighted === null ? undefined : optionId(listId, active)}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => pickerKeys(moves())(event)}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none focus-visible:outline-none"
        />
      </div>
      <div className="flex min-h-0 flex-1">
        <div
          className={clsx('min-h-0 p-1.5', preview === undefined ? 'flex-1' : 'w-[44%] shrink-0 border-r border-line')}
        >
          {options.length === 0 && (
            <output className="block px-3 py-6 text-center text-ink-3">{props.emptyText}</output>
          )}
          <PickerList
            listId={listId}
            label={props.title}
            entries={entries}
            itemCount={options.length}
            active={active}
            chosen={shown}
            onPoint={setActive}
            onPick={pick}
          />
        </div>
        {preview !== undefined && (
          <div className="scroll-slim min-w-0 flex-1 overflow-y-auto">{preview(highlighted)}</div>
        )}
      </div>
      {(props.footer !== undefined || many !== undefined) && (
        <div className="flex min-h-9 shrink-0 items-center gap-3 border-t border-line px-4 py-1.5 text-sm text-ink-3">
          <span className="min-w-0 flex-1">{props.footer}</span>
          {many !== undefined && (
            <Button look="primary" size="sm" keys={many.doneKeys} onClick={() => many.onDone(chosen)}>
              {many.doneLabel}
            </Button>
          )}
        </div>
      )}
    </DialogFrame>
  )
}
