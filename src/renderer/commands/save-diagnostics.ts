import { saveDiagnostics } from '#renderer/workspace/window-diagnostics.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import type { Desk } from './define-command.ts'

/** Saves a file for whoever is asked to help, and says what is in it and what to do with it. */
export function tellDiagnostics(workspace: Workspace, desk: Pick<Desk, 'tell'>): void {
  saveDiagnostics(workspace).then(
    (isSaved) => isSaved && desk.tell(say('diagnostics.saved')),
    (error: unknown) => {
      reportError(error)
      desk.tell(say('diagnostics.not-saved'), { tone: 'bad' })
    },
  )
}
