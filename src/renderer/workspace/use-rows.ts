import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ColdTable, Row, WarmTable } from '#shared/tables.ts'
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
 * Something computed from rows, computed anew only when one of its topics changed (or `compute` itself did: keep it stable with
 * useCallback). `topics` must be the same list for the life of the component.
 */
export function useRows<T>(topics: readonly Topic[], compute: (workspace: Workspace) => T): T {
  const workspace = useWorkspace()
  const kept = useRef<{ mark: string; compute: unknown; value: T } | null>(null)
  const subscribe = useCallback((listener: () => void) => workspace.subscribe(listener), [workspace])
  return useSyncExternalStore(subscribe, () => {
    const mark = topics.map((topic) => workspace.version(topic)).join()
    if (kept.current === null || kept.current.mark !== mark || kept.current.compute !== compute) {
      kept.current = { mark, compute, value: compute(workspace) }
    }
    return kept.current.value
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

/** Cold rows and whether they are there yet. `missing`: nothing on disk and no connection to fetch it. */
export interface ColdRows<T extends ColdTable> {
  readonly state: 'loading' | 'ready' | 'missing'
  readonly rows: readonly Row<T>[]
}

const noRows: ColdRows<never> = { state: 'loading', rows: [] }

/** A thread, or the body of an SOP: read from disk, kept up to date, fetched where the first download has not brought it. */
export function useCold<T extends ColdTable>(table: T, parentId: string): ColdRows<T> {
  const workspace = useWorkspace()
  const [read, setRead] = useState<{ parentId: string; rows: ColdRows<T> } | null>(null)
  const compute = useCallback((from: Workspace) => from.version(`${table}/${parentId}` as Topic), [table, parentId])
  const version = useRows(['outbox'], compute)
  useEffect(() => {
    let isCurrent = true
    const show = (rows: ColdRows<T>): void => {
      if (isCurrent) setRead({ parentId, rows })
    }
    void readCold(workspace, table, parentId).then(show, () => show({ state: 'missing', rows: [] }))
    return () => {
      isCurrent = false
    }
  }, [workspace, table, parentId, version])
  return read?.parentId === parentId ? read.rows : noRows
}

async function readCold<T extends ColdTable>(workspace: Workspace, table: T, parentId: string): Promise<ColdRows<T>> {
  const rows = await workspace.cold(table, parentId)
  if (rows.length > 0 || table !== 'messages') return { state: 'ready', rows: inOrder(rows) }
  const isFetched = await workspace.fetchThread(parentId)
  if (!isFetched) return { state: 'missing', rows: [] }
  return { state: 'ready', rows: inOrder(await workspace.cold(table, parentId)) }
}

// Ids are made by time, so they settle the order of messages of one instant.
const inOrder = <T extends ColdTable>(rows: readonly Row<T>[]): Row<T>[] =>
  [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
const placeOf = (row: Row<ColdTable>): string => ('at' in row && typeof row.at === 'string' ? row.at : '') + row.id
