import { macroPath } from '#shared/domain/macro.ts'
import type { Named } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { tellOutcome } from './tell-outcome.ts'

type Tell = (
  words: string,
  how?: { tone?: 'plain' | 'bad'; action?: { label: string; run: () => void }; lastsMs?: number },
) => void

/** How long an applied macro can be taken back with one press, in milliseconds. */
const undoFor = 10_000

/** Says that macros were applied and, where they changed the case, offers the way back for ten seconds. `titles`: whole, with folders. */
export function tellApplied(tell: Tell, titles: readonly string[], undo: (() => Named) | null): void {
  const words = say('macro.applied', { macro: titles.map((title) => macroPath(title).name).join(' + ') })
  if (undo === null) return tell(words)
  const takeBack = (): void => {
    if (tellOutcome({ tell }, undo())) tell(say('macro.undone'))
  }
  tell(words, { action: { label: say('common.undo'), run: takeBack }, lastsMs: undoFor })
}
