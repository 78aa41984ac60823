import { useId } from 'react'

export interface CheckItem {
  id: string
  label: string
}

interface CheckListProps {
  label: string
  items: readonly CheckItem[]
  chosen: ReadonlySet<string>
  /** Said where there is nothing to tick. */
  emptyText?: string
  error?: string | null
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Several of a few: each with its own box to tick. */
export function CheckList({ label, items, chosen, emptyText, error, onChange }: CheckListProps) {
  const id = useId()
  const hasError = error !== undefined && error !== null
  const toggle = (one: string): void => {
    const next = new Set(chosen)
    if (!next.delete(one)) next.add(one)
    onChange(next)
  }
  return (
    <fieldset aria-describedby={hasError ? `${id}-error` : undefined} className="min-w-0">
      <legend className="pb-1 font-medium">{label}</legend>
      {items.length === 0 && <p className="text-sm text-ink-3">{emptyText}</p>}
      <div className="scroll-slim flex max-h-44 flex-col gap-px overflow-y-auto rounded-md border border-line p-1 empty:hidden">
        {items.map((item) => (
          <label key={item.id} className="flex min-h-7 items-center gap-2 rounded-md px-2 hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.has(item.id)}
              onChange={() => toggle(item.id)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0 wrap-anywhere">{item.label}</span>
          </label>
        ))}
      </div>
      {hasError && (
        <p id={`${id}-error`} className="pt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
