import { useCallback } from 'react'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

type FixedView = Exclude<ViewId, `queue/${string}` | `tier-2/${string}`>

const queueIdOf = (view: ViewId): string | null => /^(?:queue|tier-2)\/(.+)$/.exec(view)?.[1] ?? null

/** What a view is called; undefined where it is a queue without a name. */
export function nameOfView(view: ViewId, queueName: (id: string) => string | undefined): string | undefined {
  const id = queueIdOf(view)
  return id === null ? say(`view.${view as FixedView}`) : queueName(id)
}

/** What a view is called. `isGone`: it is a queue that is not there, or not this agent's. */
export function useViewName(view: ViewId): { name: string; isGone: boolean } {
  const read = useCallback(
    (workspace: Workspace) => {
      const name = nameOfView(view, (id) => workspace.get('queues', id)?.name)
      return { name: name ?? say('view.gone'), isGone: name === undefined }
    },
    [view],
  )
  return useRows(['queues'], read)
}
