import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { inOrder, useCold } from './use-cold.ts'
import { useRows, useWorkspace } from './use-rows.ts'
import type { Topic, Workspace } from './workspace.ts'

type Message = Row<'messages'>

const nothing: readonly Message[] = []

/** Reads a thread from the disk, and where it is not there, from the service. */
async function read(workspace: Workspace, caseId: string): Promise<readonly Message[]> {
  const rows = await workspace.cold('messages', caseId)
  if (rows.length > 0 || !(await workspace.fetchThread(caseId))) return rows
  return workspace.cold('messages', caseId)
}

/** Another text when one of these cases comes into sight or leaves it, or when something is written there. */
const marksOf = (workspace: Workspace, ids: string): string =>
  ids
    .split(' ')
    .filter((id) => id !== '' && workspace.get('cases', id) !== undefined)
    .map((id) => `${id}@${workspace.version(`messages/${id}`)}`)
    .join(' ')

const mergedInto = (row: Row<'cases'>): string[] =>
  (row.links ?? []).filter(({ kind }) => kind === 'merged-from').map(({ caseId }) => caseId)

/** The messages of the cases with these ids, as far as the agent may see them. They stay rows of their own cases. */
function useMerged(ids: string): readonly Message[] {
  const workspace = useWorkspace()
  const see = useCallback((from: Workspace) => marksOf(from, ids), [ids])
  const seen = useRows(['cases', ...ids.split(' ').map((id): Topic => `messages/${id}`)], see)
  const [found, setFound] = useState<readonly Message[]>(nothing)
  useEffect(() => {
    if (seen === '') return undefined
    let isCurrent = true
    const parts = seen.split(' ').map((one) => one.split('@')[0] ?? '')
    // One that cannot be read is left out: the case's own thread is there all the same, and the next change reads again.
    void Promise.all(parts.map((id) => read(workspace, id).catch(() => nothing))).then(
      (threads) => isCurrent && setFound(threads.flat()),
    )
    return () => {
      isCurrent = false
    }
  }, [workspace, seen])
  return seen === '' ? nothing : found
}

/** The thread of a case with those of the cases that were merged into it, by time. */
export function useThread(row: Row<'cases'>): ReturnType<typeof useCold<'messages'>> {
  const own = useCold('messages', row.id)
  const merged = useMerged(mergedInto(row).join(' '))
  return useMemo(
    () => (merged.length === 0 ? own : { ...own, rows: inOrder<'messages'>([...own.rows, ...merged]) }),
    [own, merged],
  )
}
