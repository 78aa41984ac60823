import {
  ArrowUpRight,
  BookOpen,
  Gavel,
  History,
  Inbox,
  ListChecks,
  type LucideIcon,
  UserRound,
  Zap,
} from 'lucide-react'
import { type ReactNode, useDeferredValue } from 'react'
import type { Row } from '#shared/tables.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { say } from '#renderer/words/say.ts'
import { type ContextTab, useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'

/** What each tab shows. Those that are about the open case are asked for it. */
export interface ContextParts {
  readonly party: (row: Row<'cases'>) => ReactNode
  readonly sop: () => ReactNode
  readonly macros: () => ReactNode
  readonly escalation: (row: Row<'cases'>) => ReactNode
  readonly history: (row: Row<'cases'>) => ReactNode
  readonly details: (row: Row<'cases'>) => ReactNode
  readonly dispute: (row: Row<'cases'>) => ReactNode
}

const tabs: readonly ContextTab[] = ['party', 'sop', 'macros', 'escalation', 'history', 'details', 'dispute']
const icons: Readonly<Record<ContextTab, LucideIcon>> = {
  party: UserRound,
  sop: BookOpen,
  macros: Zap,
  escalation: ArrowUpRight,
  history: History,
  details: ListChecks,
  dispute: Gavel,
}
const panelId = 'context-panel'

/** What stands beside the case, one tab at a time; Alt+1 to Alt+7. */
export function ContextPanel({ parts }: { readonly parts: ContextParts }) {
  const tab = useScreen((screen) => screen.contextTab)
  const showContext = useScreen((screen) => screen.showContext)
  const open = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  // The case itself is drawn first, and what stands beside it right after.
  const row = useDeferredValue(open)
  const select = (id: string): void => {
    const chosen = tabs.find((one) => one === id)
    if (chosen !== undefined) showContext(chosen)
  }
  return (
    <aside aria-label={say('context.label')} className="flex h-full min-h-0 min-w-0 flex-col bg-pane">
      <TabStrip
        label={say('context.label')}
        look="pictures"
        tabs={tabs.map((id, index) => {
          const Icon = icons[id]
          return { id, label: say(`context.${id}`), icon: <Icon size={15} aria-hidden />, keys: `Alt+${index + 1}` }
        })}
        activeId={tab}
        panelId={panelId}
        onSelect={select}
      />
      <div id={panelId} role="tabpanel" aria-label={say(`context.${tab}`)} className="min-h-0 flex-1">
        <Shown tab={tab} row={row} parts={parts} />
      </div>
    </aside>
  )
}

function Shown({ tab, row, parts }: { tab: ContextTab; row: Row<'cases'> | undefined; parts: ContextParts }) {
  if (tab === 'sop' || tab === 'macros') return parts[tab]()
  if (row !== undefined) return parts[tab](row)
  return <EmptyState icon={<Inbox size={18} />} title={say('context.no-case')} text={say('context.no-case-text')} />
}
