import { CheckCheck, SearchX, Unplug } from 'lucide-react'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
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
}

const kindOf = (view: ViewId): Exclude<ViewId, `queue/${string}` | `tier-2/${string}`> | 'queue' | 'tier-2' => {
  if (view.startsWith('queue/')) return 'queue'
  if (view.startsWith('tier-2/')) return 'tier-2'
  return view as Exclude<ViewId, `queue/${string}` | `tier-2/${string}`>
}

/** What the list shows in place of rows, and what to do about it. */
export function EmptyList({ view, search, isGone, sync, isBare, hasQueues }: EmptyListProps) {
  const icon = <CheckCheck size={18} />
  if (sync.download !== null) return <Download download={sync.download} />
  if (isBare && sync.wasNeverSynced) {
    if (sync.connection !== 'offline') return <Download download={sync.download} />
    return <EmptyState icon={<Unplug size={18} />} title={say('sync.never')} text={say('offline.first')} />
  }
  if (search !== '') {
    const words = { search }
    return (
      <EmptyState
        icon={<SearchX size={18} />}
        title={say('empty.search', words)}
        text={say('empty.search-text', words)}
      />
    )
  }
  if (isGone) return <EmptyState icon={<SearchX size={18} />} title={say('empty.gone')} text={say('empty.gone-text')} />
  if (!hasQueues) return <EmptyState icon={icon} title={say('empty.no-queues')} text={say('empty.no-queues-text')} />
  const kind = kindOf(view)
  return <EmptyState icon={icon} title={say(`empty.${kind}`)} text={say(`empty.${kind}-text`)} />
}
