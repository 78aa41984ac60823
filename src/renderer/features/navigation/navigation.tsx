import {
  AlarmClock,
  Archive,
  AtSign,
  Bell,
  BookOpen,
  CircleDashed,
  CornerDownLeft,
  Filter,
  Inbox,
  Layers,
  MessageCircleQuestionMark,
  ShieldQuestion,
  UserRound,
  UsersRound,
  ArrowUpRight,
} from 'lucide-react'
import { memo, useCallback, useEffect, useId, useState } from 'react'
import type { ReactNode } from 'react'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { inUsualOrder, isTierTwo } from '#renderer/workspace/tier-two-order.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'
import { initialsAmong } from '#renderer/ui/initials-of.ts'
import { NavItem } from './nav-item.tsx'

interface Entry {
  view: ViewId
  name: string
  /** Undefined: not counted yet. */
  count: number | undefined
  icon: ReactNode
  initials?: string
}

const icon = { size: 15, strokeWidth: 1.9 }
const work: readonly { view: ViewId; title: WordKey; icon: ReactNode }[] = [
  { view: 'mine', title: 'view.mine', icon: <UserRound {...icon} /> },
  { view: 'for-you', title: 'view.for-you', icon: <AtSign {...icon} /> },
  { view: 'asked', title: 'view.asked', icon: <MessageCircleQuestionMark {...icon} /> },
  { view: 'unassigned', title: 'view.unassigned', icon: <CircleDashed {...icon} /> },
  { view: 'escalated-by-me', title: 'view.escalated-by-me', icon: <ArrowUpRight {...icon} /> },
  { view: 'returned-to-me', title: 'view.returned-to-me', icon: <CornerDownLeft {...icon} /> },
  { view: 'following', title: 'view.following', icon: <Bell {...icon} /> },
  { view: 'snoozed', title: 'view.snoozed', icon: <AlarmClock {...icon} /> },
]
const views: typeof work = [
  { view: 'all-open', title: 'view.all-open', icon: <Inbox {...icon} /> },
  { view: 'solved', title: 'view.solved', icon: <Archive {...icon} /> },
]

const queueMarks = { cases: <Layers {...icon} />, escalations: <ShieldQuestion {...icon} /> }

/** What the navigation is drawn from: counts, and the queues one works. */
interface ListSource {
  count(view: ViewId): number
  queues(kind: 'cases' | 'escalations'): readonly { readonly id: string; readonly name: string }[]
  saved(): readonly Row<'views'>[]
  /** Undefined: not counted yet. */
  savedCount(view: `view/${string}`): number | undefined
}

const savedMarks = { own: <Filter {...icon} />, shared: <UsersRound {...icon} /> }

/** With the letters that stand for each where there is room for two. */
function withInitials(entries: readonly Entry[]): Entry[] {
  const initials = initialsAmong(entries.map(({ name }) => name))
  return entries.map((entry, index) => ({ ...entry, initials: initials[index] ?? '' }))
}

const savedEntries = (lists: ListSource): Entry[] =>
  withInitials(
    lists.saved().map(({ id, name, scope }) => ({
      view: `view/${id}`,
      name,
      count: lists.savedCount(`view/${id}`),
      icon: scope.of === 'agent' ? savedMarks.own : savedMarks.shared,
    })),
  )

function queueEntries(lists: ListSource, kind: 'cases' | 'escalations'): Entry[] {
  const entries = lists.queues(kind).map(({ id, name }): Entry => {
    const view: ViewId = kind === 'cases' ? `queue/${id}` : `tier-2/${id}`
    return { view, name, count: lists.count(view), icon: queueMarks[kind] }
  })
  return withInitials(entries)
}

/** What the navigation shows, by group. */
export interface NavigationEntries {
  readonly work: readonly Entry[]
  readonly queues: readonly Entry[]
  readonly tier2: readonly Entry[]
  readonly views: readonly Entry[]
}

/** Reads what the navigation shows of the lists. */
export function navigationEntries(lists: ListSource): NavigationEntries {
  const named = (entries: typeof work): Entry[] =>
    entries.map((entry) => ({ ...entry, name: say(entry.title), count: lists.count(entry.view) }))
  return {
    // Only for those who are asked: for others it is always empty.
    work: named(work).filter(({ view, count }) => view !== 'asked' || (count ?? 0) > 0),
    queues: queueEntries(lists, 'cases'),
    tier2: queueEntries(lists, 'escalations'),
    views: [...named(views), ...savedEntries(lists)],
  }
}

function Group({ title, isNarrow, children }: { title: WordKey; isNarrow: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-px not-first:mt-3">
      <h2 id={id} className={isNarrow ? 'sr-only' : 'px-2 pb-1 text-xs text-ink-3'}>
        {say(title)}
      </h2>
      <ul className="flex flex-col gap-px">{children}</ul>
    </section>
  )
}

interface ListItemProps extends Entry {
  isCalling: boolean
  isOn: boolean
  isNarrow: boolean
  onSelect: (view: ViewId) => void
}

// Drawn anew only where its own count has changed.
const ListItem = memo(function ListItem({ onSelect, ...entry }: ListItemProps) {
  return <NavItem {...entry} onSelect={() => onSelect(entry.view)} />
})

interface NavigationColumnProps {
  entries: NavigationEntries
  /** Which list is looked at; null while something else is. */
  view: ViewId | null
  isNarrow: boolean
  onSelect: (view: ViewId) => void
  onSops: () => void
  sopKeys?: string | undefined
}

/** The lists and their counts, drawn from what it is given. */
export function NavigationColumn({ entries, view, isNarrow, onSelect, onSops, sopKeys }: NavigationColumnProps) {
  const group = (title: WordKey, list: readonly Entry[]): ReactNode =>
    list.length === 0 ? null : (
      <Group title={title} isNarrow={isNarrow}>
        {list.map((entry) => (
          <ListItem
            key={entry.view}
            {...entry}
            isCalling={(entry.view === 'for-you' || entry.view === 'asked') && (entry.count ?? 0) > 0}
            isOn={entry.view === view}
            isNarrow={isNarrow}
            onSelect={onSelect}
          />
        ))}
      </Group>
    )
  return (
    <nav
      aria-label={say('nav.label')}
      className={`scroll-slim shrink-0 overflow-y-auto border-r border-line bg-bg py-3 ${isNarrow ? 'w-13 px-1.5' : 'w-52 px-2'}`}
    >
      {group('nav.my-work', entries.work)}
      {group('nav.tier-2', entries.tier2)}
      {group('nav.queues', entries.queues)}
      {group('nav.views', entries.views)}
      <Group title="nav.library" isNarrow={isNarrow}>
        <NavItem
          name={say('nav.sops')}
          icon={<BookOpen {...icon} />}
          keys={sopKeys}
          isOn={false}
          isNarrow={isNarrow}
          onSelect={onSops}
        />
      </Group>
    </nav>
  )
}

/** The lists of a workspace, with the counts of saved views that are at hand, or else as they were known last. */
const sourceOf = ({ lists, views: saved }: Workspace, last: Map<string, number>): ListSource => ({
  count: (view) => lists.count(view),
  queues: (kind) => lists.queues(kind),
  saved: () => saved.all(),
  savedCount: (view) => {
    const count = lists.countAtHand(view)
    if (count !== undefined) last.set(view, count)
    return count ?? last.get(view)
  },
})

const topicsCounted = ['cases', 'views', 'queues', 'agents', 'drivers', 'orders'] as const
const readPulse = (workspace: Workspace): string => topicsCounted.map((topic) => workspace.version(topic)).join()

/** Counts the saved views one by one while nothing else is to be done: each asks every case once. Answers how often it did. */
function useCounting(workspace: Workspace): number {
  const [counted, setCounted] = useState(0)
  const version = useRows(topicsCounted, readPulse)
  useEffect(() => {
    const next = workspace.views.all().find(({ id }) => workspace.lists.countAtHand(`view/${id}`) === undefined)
    if (next === undefined) return undefined
    const idle = requestIdleCallback(
      () => {
        workspace.lists.count(`view/${next.id}`)
        setCounted((before) => before + 1)
      },
      { timeout: 500 },
    )
    return () => cancelIdleCallback(idle)
  }, [workspace, counted, version])
  return counted
}

const { showView, focusOn } = useScreen.getState()
const select = (view: ViewId): void => {
  showView(view)
  focusOn('list')
}

/** The lists one can look at, each with its count. Names only where there is room; otherwise pictures with tooltips. */
export function Navigation({ isNarrow }: { isNarrow: boolean }) {
  const workspace = useWorkspace()
  const counted = useCounting(workspace)
  const [last] = useState(() => new Map<string, number>())
  const read = useCallback(
    // Counted anew: what is at hand is another.
    (of: Workspace) => ({ counted, entries: navigationEntries(sourceOf(of, last)) }),
    [last, counted],
  )
  const { entries } = useRows(['cases', 'queues', 'agents', 'views'], read)
  const view = useScreen((screen) => screen.view)
  const isSearching = useScreen((screen) => screen.search.trim() !== '')
  const commands = useCommands()
  const sopKeys = useKeyLabel('go.sops')
  const goToSops = (): void => {
    const command = commandById('go.sops')
    if (command !== undefined) commands.run(command)
  }
  return (
    <NavigationColumn
      entries={entries}
      view={isSearching ? null : isTierTwo(view) ? inUsualOrder(view) : view}
      isNarrow={isNarrow}
      sopKeys={sopKeys}
      onSelect={select}
      onSops={goToSops}
    />
  )
}
