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
import { useCallback, useId } from 'react'
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

function queueEntries(workspace: Workspace, kind: 'cases' | 'escalations'): Entry[] {
  return workspace.lists.queues(kind).map(({ id, name }) => {
    const view: ViewId = kind === 'cases' ? `queue/${id}` : `tier-2/${id}`
    const mark = kind === 'cases' ? <Layers {...icon} /> : <ShieldQuestion {...icon} />
    return { view, name, count: workspace.lists.count(view), icon: mark, initials: initialsOf(name) }
  })
}

function readEntries(workspace: Workspace): { [group: string]: Entry[] } {
  const named = (entries: typeof work): Entry[] =>
    entries.map((entry) => ({ ...entry, name: say(entry.title), count: workspace.lists.count(entry.view) }))
  return {
    work: named(work),
    queues: queueEntries(workspace, 'cases'),
    tier2: queueEntries(workspace, 'escalations'),
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

/** The lists one can look at, each with its count. Names only where there is room; otherwise pictures with tooltips. */
export function Navigation({ isNarrow }: { isNarrow: boolean }) {
  const compute = useCallback((workspace: Workspace) => readEntries(workspace), [])
  const entries = useRows(['cases', 'queues', 'agents'], compute)
  const view = useScreen((screen) => screen.view)
  const isSearching = useScreen((screen) => screen.search.trim() !== '')
  const commands = useCommands()
  const sopKeys = useKeyLabel('go.sops')
  const { showView, focusOn } = useScreen.getState()
  const select = (chosen: ViewId): void => {
    showView(chosen)
    focusOn('list')
  }
  const group = (title: WordKey, list: readonly Entry[] | undefined): ReactNode =>
    list === undefined || list.length === 0 ? null : (
      <Group title={title} isNarrow={isNarrow}>
        {list.map((entry) => (
          <NavItem
            key={entry.view}
            {...entry}
            isOn={entry.view === view && !isSearching}
            isNarrow={isNarrow}
            onSelect={() => select(entry.view)}
          />
        ))}
      </Group>
    )
  const goToSops = (): void => {
    const command = commandById('go.sops')
    if (command !== undefined) commands.run(command)
  }
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
          onSelect={goToSops}
        />
      </Group>
    </nav>
  )
}
