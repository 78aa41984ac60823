import { useCallback } from 'react'
import type { FileState } from '#renderer/workspace/attachment-files.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** How far a file of this agent is on its way; undefined once the service has it, and for the files of others. */
export function useFileState(id: string): FileState | undefined {
  const read = useCallback((workspace: Workspace) => workspace.files.stateOf(id), [id])
  return useRows(['files'], read)
}
