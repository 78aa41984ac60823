import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react'
import type { Row, WarmTable } from '#shared/tables.ts'
import { isSameAnswer } from './same-answer.ts'
import { pulseOf } from './screen-pulse.ts'
import type { Topic, Workspace } from './workspace.ts'

/** The open workspace, given by `app.tsx`. */
export const WorkspaceContext = createContext<Workspace | null>(null)

/** The open workspace. Only inside the desk: throws elsewhere, which is a programming error. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('useWorkspace outside of an open workspace')
  return workspace
}

/**
 * Something computed from rows, computed anew only when the screen was told of one of its topics (or `compute` itself changed: keep it
 * stable with useCallback). An answer that says the same as the one before is the one before, so that nothing is drawn for it.
 */
export function useRows<T>(topics: readonly Topic[], compute: (workspace: Workspace) => T): T {
  const workspace = useWorkspace()
  const pulse = pulseOf(workspace)
  const kept = useRef<{ mark: string; compute: unknown; value: T } | null>(null)
  const subscribe = useCallback((listener: () => void) => pulse.subscribe(listener), [pulse])
  return useSyncExternalStore(subscribe, () => {
    const mark = topics.map((topic) => pulse.version(topic)).join()
    const { current } = kept
    if (current !== null && current.mark === mark && current.compute === compute) return current.value
    const answer = compute(workspace)
    const value = current !== null && isSameAnswer(current.value, answer) ? current.value : answer
    kept.current = { mark, compute, value }
    return value
  })
}

/** One row, or undefined where it is not there or may not be seen. */
export function useRow<T extends WarmTable>(table: T, id: string | null | undefined): Row<T> | undefined {
  const compute = useCallback(
    (workspace: Workspace) => (id === null || id === undefined ? undefined : workspace.get(table, id)),
    [table, id],
  )
  return useRows([table], compute)
}
