import { useCallback } from 'react'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** How much is on this computer, and as of when. */
export function CacheLine() {
  const read = useCallback(({ lists, sync }: Workspace) => {
    const cases = lists.count('all-open') + lists.count('solved')
    const last = sync.lastSyncAt === null ? say('sync.never') : say('sync.last', { at: sayAt(sync.lastSyncAt) })
    return `${say('sync.cache', { n: cases })} · ${last}`
  }, [])
  return <span className="shrink-0 tabular-nums">{useRows(['cases', 'sync'], read)}</span>
}
