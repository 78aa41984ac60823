import { useCallback } from 'react'
import type { FixedView, ViewId } from '#renderer/workspace/case-lists.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Where lists that are not always there have their names from. */
export interface ViewNames {
  queueName(id: string): string | undefined
  savedView(id: string): { readonly name: string } | undefined
}

/** What a view is called; undefined where it is a queue or a saved view that is not there. */
export function nameOfView(view: ViewId, names: ViewNames): string | undefined {
  const [, kind, id] = /^(queue|tier-2|view)\/([^/]+)/.exec(view) ?? []
  if (kind === undefined || id === undefined) return say(`view.${view as FixedView}`)
  return kind === 'view' ? names.savedView(id)?.name : names.queueName(id)
}

/** What a view is called. `isGone`: it is one that is not there, or not this agent's. */
export function useViewName(view: ViewId): { name: string; isGone: boolean } {
  const read = useCallback(
    (workspace: Workspace) => {
      const name = nameOfView(view, {
        queueName: (id) => workspace.get('queues', id)?.name,
        savedView: (id) => workspace.get('views', id),
      })
      return { name: name ?? say('view.gone'), isGone: name === undefined }
    },
    [view],
  )
  return useRows(['queues', 'views'], read)
}
