import type { Row } from '#shared/tables.ts'
import type { Done, DoneStep } from '#renderer/workspace/done-steps.ts'
import { stepWords } from '#renderer/workspace/step-words.ts'
import { takableReply, takeBack } from '#renderer/workspace/take-back.ts'
import { isOvertaken, isUndoable, undoStep } from '#renderer/workspace/undo-step.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { tellOutcome } from './tell-outcome.ts'

/** Says something in passing, with a button where there is something to do about it. */
export type Tell = (
  words: string,
  how?: { tone?: 'plain' | 'bad'; action?: { label: string; run: () => void }; lastsMs?: number },
) => void

const isStep = (done: Done): done is DoneStep => 'name' in done

/** Takes the agent's latest reply on a case back, and says what became of that. False: none of theirs can be taken back there. */
export async function takeLatestBack(
  workspace: Workspace,
  tell: Tell,
  row: Row<'cases'> | undefined,
): Promise<boolean> {
  const held = row === undefined ? null : takableReply(workspace, row, Date.now())
  if (row === undefined || held === null) return false
  if (tellOutcome({ tell }, await takeBack(workspace, row.id, held.messageId))) tell(say('message.taken-back'))
  return true
}

/** A step in words, with its case. */
const wordsOf = (workspace: Workspace, step: DoneStep): string => `${stepWords(workspace, step)} (${step.after.number})`

/** Undoes a step and says what it was, and what of it stays. */
export async function undoAndTell(workspace: Workspace, tell: Tell, step: DoneStep): Promise<void> {
  workspace.done.forget((done) => isStep(done) && done.opId === step.opId)
  const { named, stays } = await undoStep(workspace, step)
  if (!tellOutcome({ tell }, named)) return
  const what = wordsOf(workspace, step)
  if (step.name === 'case.reply') return tell(say('message.taken-back'))
  tell(say(stays === null ? 'undo.undone' : `undo.${stays}-stays`, { what }))
}

/**
 * Undoes what the agent did last in this window, or says that it cannot be undone: then the next press is about what came before it. Where
 * nothing is known, after a start for one, the latest reply of the case that is meant is taken back while it can be.
 */
export async function undoLast(workspace: Workspace, tell: Tell, pointed: Row<'cases'> | undefined): Promise<void> {
  const last = workspace.done.latest()
  if (last === null) {
    if (!(await takeLatestBack(workspace, tell, pointed))) tell(say('undo.nothing'))
    return
  }
  if (!isStep(last)) {
    const standing = last.standing()
    if (standing === 'running') return tell(say('commands.bulk-running'))
    workspace.done.forget((done) => done === last)
    if (standing === 'over') return undoLast(workspace, tell, pointed)
    return last.undo()
  }
  const what = wordsOf(workspace, last)
  const isLate = isOvertaken(workspace, last)
  if (!isLate && isUndoable(workspace, last)) return undoAndTell(workspace, tell, last)
  workspace.done.forget((done) => done === last)
  tell(isLate ? `${what}: ${say('report.changed-since')}` : say('undo.cannot', { what }))
}
