import { macroPath } from '#shared/domain/macro.ts'
import type { DoneStep } from '#renderer/workspace/done-steps.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { type Tell, undoAndTell } from './undo-last.ts'

/** How long an applied macro can be taken back with one press, in milliseconds: as long as a reply is held. */
const undoFor = 10_000

/** Says that macros were applied and offers the way back for ten seconds. `titles`: whole, with folders; `step`: what can be undone. */
export function tellApplied(workspace: Workspace, tell: Tell, titles: readonly string[], step: DoneStep | null): void {
  const words = say('macro.applied', { macro: titles.map((title) => macroPath(title).name).join(' + ') })
  if (step === null) return tell(words)
  const run = (): void => void undoAndTell(workspace, tell, step)
  tell(words, { action: { label: say('common.undo'), run }, lastsMs: undoFor })
}
