import type { ChecklistItem } from '#shared/domain/case.ts'
import { say } from '#renderer/words/say.ts'

interface OpenChecksProps {
  readonly items: readonly ChecklistItem[]
  readonly part: string
  readonly ticked: ReadonlySet<string>
  readonly isRestLeftOut: boolean
  readonly error: string | null
  readonly onTick: (ticked: ReadonlySet<string>) => void
  readonly onLeaveOut: (isRestLeftOut: boolean) => void
}

/** What is still to be done on a case, to be ticked before it is solved, or left out by name. */
export function OpenChecks({ items, part, ticked, isRestLeftOut, error, onTick, onLeaveOut }: OpenChecksProps) {
  if (items.length === 0) return null
  const toggle = (id: string): void => {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    onTick(next)
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{say('details.checklist')}</legend>
      {items.map(({ id, text }, n) => (
        <label key={id} className="flex items-start gap-2">
          <input
            type="checkbox"
            data-part={n === 0 ? part : undefined}
            className="mt-1 accent-accent"
            checked={ticked.has(id)}
            onChange={() => toggle(id)}
          />
          <span dir="auto" className="min-w-0 wrap-anywhere">
            {text}
          </span>
        </label>
      ))}
      <label className="mt-1 flex items-start gap-2 border-t border-line-soft pt-2 text-ink-2">
        <input
          type="checkbox"
          className="mt-1 accent-accent"
          checked={isRestLeftOut}
          onChange={() => onLeaveOut(!isRestLeftOut)}
        />
        {say('details.leave-out-rest')}
      </label>
      {error !== null && <p className="text-sm text-bad">{error}</p>}
    </fieldset>
  )
}
