import { CheckCheck, SearchX, Unplug } from 'lucide-react'
import type { FixedView, ViewId } from '#renderer/workspace/case-lists.ts'
import { useKeysTo } from '#renderer/commands/use-commands.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { SyncState } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { Download } from './download-progress.tsx'

/** How things stand with the service, as far as the list shows it. */
export interface ListSync extends Pick<SyncState, 'connection' | 'download'> {
  readonly wasNeverSynced: boolean
}

interface EmptyListProps {
  view: ViewId
  search: string
  /** The view is a queue that is not there for this agent. */
  isGone: boolean
  sync: ListSync
  /** There is no case on this computer at all. */
  isBare: boolean
  hasQueues: boolean
  /** How the search in messages stands. */
  note: string | null
}

const kindOf = (view: ViewId): FixedView | 'queue' | 'tier-2' | 'view' => {
  if (view.startsWith('queue/')) return 'queue'
  if (view.startsWith('tier-2/')) return 'tier-2'
  return view.startsWith('view/') ? 'view' : (view as FixedView)
}

/** The commands that the texts of empty lists name by their keys. */
const named = {
  take: 'case.claim',
  status: 'duty.my-status',
  escalate: 'escalation.escalate',
  follow: 'case.follow',
  snooze: 'case.snooze',
}

/** What the list shows in place of rows, and what to do about it. */
export function EmptyList({ view, search, isGone, sync, isBare, hasQueues, note }: EmptyListProps) {
  const icon = <CheckCheck size={18} />
  const keys = useKeysTo(named)
  if (sync.download !== null) return <Download download={sync.download} />
  if (isBare && sync.wasNeverSynced) {
    if (sync.connection !== 'offline') return <Download download={sync.download} />
    return <EmptyState icon={<Unplug size={18} />} title={say('sync.never')} text={say('offline.first')} />
  }
  if (search !== '') {
    const words = { search }
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        <EmptyState
          icon={<SearchX size={18} />}
          title={say('empty.search', words)}
          text={say('empty.search-text', words)}
        />
        {note !== null && (
          <output className="shrink-0 border-t border-line px-4 py-2.5 text-center text-sm text-ink-3">
            {say('archive.title')} · {note}
          </output>
        )}
      </div>
    )
  }
  if (isGone) return <EmptyState icon={<SearchX size={18} />} title={say('empty.gone')} text={say('empty.gone-text')} />
  if (!hasQueues) return <EmptyState icon={icon} title={say('empty.no-queues')} text={say('empty.no-queues-text')} />
  const kind = kindOf(view)
  return <EmptyState icon={icon} title={say(`empty.${kind}`)} text={say(`empty.${kind}-text`, keys)} />
}
