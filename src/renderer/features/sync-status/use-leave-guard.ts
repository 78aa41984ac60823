import { useEffect } from 'react'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** Has the browser ask before the window is left with something that is not on disk yet, and at no other time. */
export function useLeaveGuard(workspace: Workspace): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (!workspace.isAllSaved) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [workspace])
}
