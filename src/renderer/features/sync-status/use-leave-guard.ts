import { useEffect } from 'react'
import { isBulkRunning } from '#renderer/workspace/bulk-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** Has the browser ask before the window is left with something that is not on disk yet, or half done, and at no other time. */
export function useLeaveGuard(workspace: Workspace): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (!workspace.isAllSaved || isBulkRunning()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [workspace])
}
