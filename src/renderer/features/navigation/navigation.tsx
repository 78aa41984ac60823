import {
  Archive,
  BookOpen,
  CircleDashed,
  CornerDownLeft,
  Inbox,
  Layers,
  ShieldQuestion,
  UserRound,
  ArrowUpRight,
} from 'lucide-react'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { initialsOf } from '#renderer/ui/initials-of.ts'
import { NavItem } from './nav-item.tsx'

interface Entry {
  view: ViewId
  name: string
  count: number
  icon: ReactNode
  initials?: string
}

const icon = { size: 15, strokeWidth: 1.9 }
const work: readonly { view: ViewId; title: WordKey; icon: ReactNode }[] = [
  { view: 'mine', title: 'view.mine', icon: <UserRound {...icon} /> },
  { view: 'unassigned', title: 'view.unassigned', icon: <CircleDashed {...icon} /> },
  { view: 'escalated-by-me', title: 'view.escalated-by-me', icon: <ArrowUpRight {...icon} /> },
  { view: 'returned-to-me', title: 'view.returned-to-me', icon: <CornerDownLeft {...icon} /> },
]
const views: typeof work = [
  { view: 'all-open', title: 'view.all-open', icon: <Inbox {...icon} /> },
  { view: 'solved', title: 'view.solved', icon: <Archive {...icon} /> },
]

/** What the navigation shows of the lists: counts, and the queues one works. */
export interface ListSource {
  count(view: ViewId): number
  queues(kind: 'cases' | 'escalations'): readonly { readonly id: string; readonly name: string }[]
}

function queueEntries(lists: ListSource, kind: 'cases' | 'escalations'): Entry[] {
  return lists.queues(kind).map(({ id, name }) => {
    const view: ViewId = kind === 'cases' ? `queue/${id}` : `tier-2/${id}`
    const mark = kind === 'cases' ? <Layers {...icon} /> : <ShieldQuestion {...icon} />
    return { view, name, count: lists.count(view), icon: mark, initials: initialsOf(name) }
  })
}

function readEntries(lists: ListSource): { [group: string]: Entry[] } {
  const named = (entries: typeof work): Entry[] =>
    entries.map((entry) => ({ ...entry, name: say(entry.title), count: lists.count(entry.view) }))
  return {
    work: named(work),
    queues: queueEntries(lists, 'cases'),
    tier2: queueEntries(lists, 'escalations'),
    views: named(views),
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

interface NavigationColumnProps {
  lists: ListSource
  /** Which list is looked at; null while something else is. */
  view: ViewId | null
  isNarrow: boolean
  onSelect: (view: ViewId) => void
  onSops: () => void
  sopKeys?: string | undefined
}

/** The lists and their counts, drawn from what it is given. */
export function NavigationColumn({ lists, view, isNarrow, onSelect, onSops, sopKeys }: NavigationColumnProps) {
  const entries = readEntries(lists)
  const group = (title: WordKey, list: readonly Entry[] | undefined): ReactNode =>
    list === undefined || list.length === 0 ? null : (
      <Group title={title} isNarrow={isNarrow}>
        {list.map((entry) => (
          <NavItem
            key={entry.view}
            {...entry}
            isOn={entry.view === view}
            isNarrow={isNarrow}
            onSelect={() => onSelect(entry.view)}
          />
        ))}
      </Group>
    )
  return (
    <nav
      aria-label={say('nav.label')}
      className={`scroll-slim shrink-0 overflow-y-auto border-r border-line bg-bg py-3 ${isNarrow ? 'w-13 px-1.5' : 'w-52 px-2'}`}
    >
      {group('nav.my-work', entries['work'])}
      {group('nav.tier-2', entries['tier2'])}
      {group('nav.queues', entries['queues'])}
      {group('nav.views', entries['views'])}
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

// Another object after each change, so that the counts are read anew.
const readLists = ({ lists }: Workspace): ListSource => ({
  count: (view) => lists.count(view),
  queues: (kind) => lists.queues(kind),
})

/** The lists one can look at, each with its count. Names only where there is room; otherwise pictures with tooltips. */
export function Navigation({ isNarrow }: { isNarrow: boolean }) {
  const lists = useRows(['cases', 'queues', 'agents'], readLists)
  const view = useScreen((screen) => screen.view)
  const isSearching = useScreen((screen) => screen.search.trim() !== '')
  const commands = useCommands()
  const sopKeys = useKeyLabel('go.sops')
  const { showView, focusOn } = useScreen.getState()
  const goToSops = (): void => {
    const command = commandById('go.sops')
    if (command !== undefined) commands.run(command)
  }
  return (
    <NavigationColumn
      lists={lists}
      view={isSearching ? null : view}
      isNarrow={isNarrow}
      sopKeys={sopKeys}
      onSelect={(chosen) => {
        showView(chosen)
        focusOn('list')
      }}
      onSops={goToSops}
    />
  )
}
