import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import type { Named } from '#renderer/workspace/workspace.ts'
import { closeOverlay } from './use-target.ts'

/** Makes a change, closes the picker, says what was done and offers the way back; or says why it was refused. */
export function useChange(): (change: () => Named, done: string, back: () => Named) => void {
  const commands = useCommands()
  return (change, done, back) => {
    const { desk } = commands.contextNow()
    closeOverlay()
    if (!tellOutcome(desk, change())) return
    desk.tell(done, { undo: () => tellOutcome(desk, back()) })
  }
}
