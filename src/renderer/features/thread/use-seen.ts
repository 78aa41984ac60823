import { useEffect } from 'react'
import { unseenBy } from '#shared/domain/unseen.ts'
import type { Row } from '#shared/tables.ts'
import { seeCase } from '#renderer/workspace/relation-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'

/** Whether somebody can be looking: the window is neither hidden nor behind another program's. */
const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** Notes that the agent has looked at a case whose thread is on the screen, as soon as they can. */
export function useSeen({ id, unseen }: Row<'cases'>): void {
  const workspace = useWorkspace()
  const at = unseenBy({ unseen }, workspace.me.id)?.at
  useEffect(() => {
    if (at === undefined) return undefined
    const look = (): void => {
      if (isLookedAt()) seeCase(workspace, id, at)
    }
    look()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [workspace, id, at])
}
