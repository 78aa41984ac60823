import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import type { Named } from '#renderer/workspace/workspace.ts'
import { closeOverlay } from './use-target.ts'

/**
 * Makes a change, closes the picker, says what was done and offers the way back; or asks what the case needs for it, or says why it was refused.
 */
export function useChange(caseId: string | undefined): (change: () => Named, done: string, back: () => Named) => void {
  const commands = useCommands()
  return (change, done, back) => {
    const { desk } = commands.contextNow()
    closeOverlay()
    const attempt = (): void => {
      const named = change()
      if ((caseId !== undefined && asksFirst(named, caseId, attempt)) || !tellOutcome(desk, named)) return
      desk.tell(done, { undo: () => tellOutcome(desk, back()) })
    }
    attempt()
  }
}
