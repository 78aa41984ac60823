import type { NextCase } from '#shared/domain/macro.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { neighbourOf, shownCases } from './shown-cases.ts'

/**
 * Where a macro takes the agent after a case. Ask before it is applied: a case that is solved is no longer in the list, and nobody could say
 * which one comes after it. The answer goes there.
 */
export function wayOn(workspace: Workspace, caseId: string, how: NextCase): () => void {
  if (how === 'stay') return () => undefined
  const { view, search } = useScreen.getState()
  const next = how === 'next' ? neighbourOf(shownCases(workspace, view, search), caseId) : undefined
  return () => {
    const screen = useScreen.getState()
    screen.closeCase(caseId)
    if (next === undefined || next.id === caseId) screen.focusOn('list')
    else screen.openCase(next.id)
  }
}
