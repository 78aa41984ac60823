import type { AppliedMacro } from '#shared/applied-macro.ts'
import type { Row } from '#shared/tables.ts'
import type { AfterSending } from '#renderer/workspace/compose-request.ts'
import { type WrittenMore, addNote, afterReply, sendReply } from '#renderer/workspace/case-actions.ts'
import { quotesIn } from '#renderer/workspace/case-parties.ts'
import { type Applied, appliedContent, appliedFor, applyMacros } from '#renderer/workspace/macro-work.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { mentionsIn } from './mentions.ts'
import type { Writing } from './writing.ts'

/** The most characters that one text may have: as many as the rules take. */
export const longestText = 15_000

/** What is to become of a writing. */
export interface Sending {
  readonly kind: 'reply' | 'note'
  /** To whom, where it is a reply. */
  readonly partyId: string
  readonly status: AfterSending
}

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

/** What was sent, and the step where a macro went out with it; null where none did. */
type Sent = { readonly named: Named; readonly step: Applied['step'] }

/** Sends what was written: on the screen at once, refused at once where a rule says so. */
export function sendWriting(workspace: Workspace, row: Row<'cases'>, writing: Writing, how: Sending): Sent {
  const { text, afterReplyId } = writing
  const files = writing.attachments.length === 0 ? {} : { attachments: [...writing.attachments] }
  const macros = boundMacros(workspace, row.id, writing, how.kind)
  const more = {
    ...files,
    ...(how.kind === 'reply' ? addressOf(workspace, row, text, how.partyId) : {}),
    ...(how.status === undefined ? {} : { status: how.status }),
  }
  if (macros.length > 0) {
    const dependsOn = afterReply(workspace, afterReplyId)
    return applyMacros(workspace, row.id, macros, { text, afterReplyId, dependsOn, more })
  }
  if (how.kind === 'reply') return { named: sendReply(workspace, row.id, { text, afterReplyId, ...more }), step: null }
  const mentionIds = mentionsIn(text, workspace.all('agents'))
  const named = addNote(workspace, row.id, text, { ...files, ...(mentionIds.length === 0 ? {} : { mentionIds }) })
  return { named, step: null }
}

/** To whom it goes, said only where there is a choice, and what it quotes: nobody is to read there what was not for them. */
function addressOf(
  workspace: Workspace,
  row: Row<'cases'>,
  text: string,
  partyId: string,
): Pick<WrittenMore, 'partyIds' | 'quotes'> {
  const messages = workspace.coldNow('messages', row.id) ?? []
  const quotes = quotesIn(text, row, messages, [partyId])
  return {
    ...(row.partyIds.length > 1 || partyId !== row.partyId ? { partyIds: [partyId] } : {}),
    ...(quotes.length === 0 ? {} : { quotes }),
  }
}
