import { useCallback } from 'react'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

type FixedView = Exclude<ViewId, `queue/${string}` | `tier-2/${string}`>

const queueIdOf = (view: ViewId): string | null => /^(?:queue|tier-2)\/(.+)$/.exec(view)?.[1] ?? null

/** What a view is called. `isGone`: it is a queue that is not there, or not this agent's. */
export function useViewName(view: ViewId): { name: string; isGone: boolean } {
  const read = useCallback(
    (workspace: Workspace) => {
      const id = queueIdOf(view)
      if (id === null) return { name: say(`view.${view as FixedView}`), isGone: false }
      const queue = workspace.get('queues', id)
      return { name: queue?.name ?? say('view.gone'), isGone: queue === undefined }
    },
    [view],
  )
  return useRows(['queues'], read)
}
