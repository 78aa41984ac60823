import { notify } from '#renderer/ui/toast-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Offers the disk once more what it refused, and says how that went. */
export function keepAgain(workspace: Workspace): void {
  workspace.saveAgain().then(
    () => notify(say('health.kept-again')),
    () => notify(say('health.still-refused'), { tone: 'bad' }),
  )
}
