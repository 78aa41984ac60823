import type { AppliedMacro } from '#shared/applied-macro.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { addNote, afterReply, sendReply, setStatus } from '#renderer/workspace/case-actions.ts'
import { type Applied, appliedContent, appliedFor, applyMacros } from '#renderer/workspace/macro-work.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import type { Writing } from './writing.ts'

/** The most characters that one text may have: as many as the rules take. */
export const longestText = 15_000

export type AfterSending = 'pending' | 'solved' | undefined

/** The macros whose actions go out with the text: those of the kind that is being written. A draft of an older build has an id only. */
export function boundMacros(
  workspace: Workspace,
  caseId: string,
  writing: Writing,
  kind: 'reply' | 'note',
): readonly AppliedMacro[] {
  const { macros, macroId } = writing
  const all = macros ?? (macroId === null ? [] : [appliedFor(workspace, caseId, macroId)])
  return all.flatMap((one) => (one !== null && appliedContent(workspace, one)?.kind === kind ? [one] : []))
}

/** What was sent, and how what a macro changed with it is taken back; null where no macro went out with it. */
type Sent = { readonly named: Named; readonly undo: Applied['undo'] }

/** Sends what was written: on the screen at once, refused at once where a rule says so. */
export function sendWriting(
  workspace: Workspace,
  row: Row<'cases'>,
  kind: 'reply' | 'note',
  writing: Writing,
  status: AfterSending,
): Sent {
  const { text, afterReplyId } = writing
  const macros = boundMacros(workspace, row.id, writing, kind)
  if (macros.length > 0) {
    const dependsOn = afterReply(workspace, afterReplyId)
    const { named, undo } = applyMacros(workspace, row.id, macros, { text, afterReplyId, dependsOn })
    if ('refused' in named || status === undefined) return { named, undo }
    return { named: thenStatus(workspace, row.id, status, named), undo: null }
  }
  if (kind === 'note') return { named: addNote(workspace, row.id, text), undo: null }
  const settled = status === undefined ? {} : { status }
  return { named: sendReply(workspace, row.id, { text, afterReplyId, ...settled }), undo: null }
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
