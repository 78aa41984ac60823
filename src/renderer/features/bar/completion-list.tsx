/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- options of a combobox: the field keeps the focus and names the active one [aria-activedescendant] */
import { clsx } from 'clsx'
import { say } from '#renderer/words/say.ts'

/** One line below the search field. */
export interface Offer {
  readonly id: string
  readonly label: string
  readonly detail?: string
}

interface CompletionListProps {
  listId: string
  title: string
  offers: readonly Offer[]
  /** Which one the arrows have come to; -1: none. */
  active: number
  onPick: (at: number) => void
}

/** The id of an offer's element, for `aria-activedescendant`. */
export const offerId = (listId: string, at: number): string => `${listId}-${at}`

/** How a search can go on, below its field. */
export const CompletionList = ({ listId, title, offers, active, onPick }: CompletionListProps) => (
  <div className="absolute top-full left-0 z-20 mt-1 w-full min-w-96 overflow-hidden rounded-lg bg-pane py-1 text-ink shadow-pop">
    <p aria-hidden className="px-3 pt-1 pb-1 text-xs text-ink-3">
      {title}
    </p>
    <div id={listId} role="listbox" aria-label={say('query.label')} className="scroll-slim max-h-112 overflow-y-auto">
      {offers.map(({ id, label, detail }, at) => (
        <div
          key={id}
          id={offerId(listId, at)}
          role="option"
          aria-selected={at === active}
          className={clsx(
            'mx-1 flex h-7 cursor-default items-baseline gap-2.5 rounded-md px-2 leading-7',
            at === active ? 'bg-selected' : 'hover:bg-hover',
          )}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(at)}
        >
          <span className="min-w-0 shrink-0 truncate">{label}</span>
          {detail !== undefined && <span className="min-w-0 truncate text-sm text-ink-3">{detail}</span>}
        </div>
      ))}
    </div>
  </div>
)
