import type { ReactNode } from 'react'
import type { Row } from '#shared/tables.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { inOtherOrder, isByAttempts, isTierTwo } from '#renderer/workspace/tier-two-order.ts'
import type { Density } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'
import { sayOrder } from '#renderer/words/sort-words.ts'

/** In pixels at the usual text size. Compact rows have one line, the others two. */
export const caseRowHeights: { readonly [D in Density]: number } = { compact: 28, cozy: 52, comfortable: 60 }

/** In which order a list stands. */
export function orderWords(
  view: ViewId,
  source: { get(table: 'views', id: string): Row<'views'> | undefined },
): string {
  if (view === 'solved' || view === 'for-you' || view === 'following') return say('list.by-latest')
  if (view === 'snoozed') return say('sort.by.snooze')
  if (view === 'asked') return say('list.by-first-due')
  if (isTierTwo(view)) return say(isByAttempts(view) ? 'list.by-attempts' : 'list.by-first-due')
  const row = view.startsWith('view/') ? source.get('views', view.slice('view/'.length)) : undefined
  return row === undefined ? say('list.by-waiting') : sayOrder({ by: row.sort, isDescending: row.isDescending })
}

/** Saves what is searched for as a view, or changes the one that is shown. Elsewhere the palette and the key do. */
export function SaveViewButton({ view, isSearching }: { view: ViewId; isSearching: boolean }) {
  const keys = useKeyLabel('list.save-view')
  if (!isSearching && !view.startsWith('view/')) return null
  const words = isSearching ? 'saved.save-short' : 'saved.edit-short'
  return (
    <Tooltip text={say(isSearching ? 'saved.new' : 'saved.edit')} keys={keys}>
      <Button size="sm" look="quiet" onClick={() => useScreen.getState().show('save-view')}>
        {say(words)}
      </Button>
    </Tooltip>
  )
}

/** Puts a list of Tier 2 in its other order. */
export function TierTwoOrderButton({ view }: { view: ViewId }) {
  const keys = useKeyLabel('list.tier-2-order')
  if (!isTierTwo(view)) return null
  const words = isByAttempts(view) ? 'list.order-by-due' : 'list.order-by-attempts'
  return (
    <Tooltip text={say('commands.tier-2-order')} keys={keys}>
      <Button size="sm" look="quiet" onClick={() => useScreen.getState().showView(inOtherOrder(view))}>
        {say(words)}
      </Button>
    </Tooltip>
  )
}

interface ListHeaderProps {
  title: string
  summary: string
  action?: ReactNode
  /** The service gives these cases out. */
  isGivenOut?: boolean
}

/** What stands above a list of cases. */
export const ListHeader = ({ title, summary, action, isGivenOut = false }: ListHeaderProps) => (
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
    <span title={summary} className="ml-auto min-w-0 shrink-2 truncate text-sm text-ink-3 tabular-nums">
      {summary}
    </span>
    {action}
  </header>
)
