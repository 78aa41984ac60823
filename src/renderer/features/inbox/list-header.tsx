import type { ViewId } from '#renderer/workspace/case-lists.ts'
import type { Density } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

/** In pixels at the usual text size. Compact rows have one line, the others two. */
export const caseRowHeights: { readonly [D in Density]: number } = { compact: 28, cozy: 52, comfortable: 60 }

/** How many cases a list has, and in which order they stand. */
export function viewSummary(view: ViewId, n: number): string {
  const cases = say('list.cases', { n })
  return n === 0 ? cases : `${cases} · ${say(view === 'solved' ? 'list.by-latest' : 'list.by-waiting')}`
}

interface ListHeaderProps {
  title: string
  summary: string
  /** The service gives these cases out. */
  isGivenOut?: boolean
}

/** What stands above a list of cases. */
export const ListHeader = ({ title, summary, isGivenOut = false }: ListHeaderProps) => (
  <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
    <h1 title={title} className="min-w-0 truncate font-semibold">
      {title}
    </h1>
    {isGivenOut && (
      <span
        title={say('list.given-out-text')}
        className="shrink-0 rounded-sm border border-line px-1 text-xs text-ink-3"
      >
        {say('list.given-out')}
      </span>
    )}
    <span className="ml-auto shrink-0 text-sm text-ink-3 tabular-nums">{summary}</span>
  </header>
)
