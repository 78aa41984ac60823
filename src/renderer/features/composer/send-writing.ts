import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { addNote, applyMacro, sendReply, setStatus } from '#renderer/workspace/case-actions.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import type { Writing } from './writing.ts'

/** The most characters that one text may have: as many as the rules take. */
export const longestText = 15_000

export type AfterSending = 'pending' | 'solved' | undefined

/** The macro whose actions go out with the text: only one of the kind that is being written. */
export function boundMacro(workspace: Workspace, writing: Writing, kind: 'reply' | 'note'): Row<'macros'> | undefined {
  const macro = writing.macroId === null ? undefined : workspace.get('macros', writing.macroId)
  return macro?.kind === kind ? macro : undefined
}

/** Sends what was written: on the screen at once, refused at once where a rule says so. */
export function sendWriting(
  workspace: Workspace,
  row: Row<'cases'>,
  kind: 'reply' | 'note',
  writing: Writing,
  status: AfterSending,
): Named {
  const { text, afterReplyId } = writing
  const macro = boundMacro(workspace, writing, kind)
  if (macro !== undefined) {
    const named = applyMacro(workspace, row.id, { macroId: macro.id, text, afterReplyId })
    return 'refused' in named || status === undefined ? named : thenStatus(workspace, row.id, status, named)
  }
  if (kind === 'note') return addNote(workspace, row.id, text)
  return sendReply(workspace, row.id, { text, afterReplyId, ...(status === undefined ? {} : { status }) })
}

// The agent's own choice of status comes after what the macro sets, and only if the macro went through.
function thenStatus(
  workspace: Workspace,
  caseId: string,
  status: 'pending' | 'solved',
  first: Exclude<Named, { refused: unknown }>,
): Named {
  const named = workspace.mutate('case.set-status', { caseId, status }, [first.opId])
  // The text is out; the form is asked for, and the case solved when it is answered.
  if ('refused' in named) {
    asksFirst(named, caseId, () => tellOutcome({ tell: notify }, setStatus(workspace, caseId, status)))
    return first
  }
  return { opId: first.opId, isSaved: Promise.all([first.isSaved, named.isSaved]).then(() => {}) }
}
