import type { Row } from '#shared/tables.ts'
import { addNote, applyMacro, sendReply, type WrittenMore } from '#renderer/workspace/case-actions.ts'
import { quotesIn } from '#renderer/workspace/case-parties.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { mentionsIn } from './mentions.ts'
import type { Writing } from './writing.ts'

/** The most characters that one text may have: as many as the rules take. */
export const longestText = 15_000

export type AfterSending = 'pending' | 'solved' | undefined

/** What is to become of a writing. */
export interface Sending {
  readonly kind: 'reply' | 'note'
  /** To whom, where it is a reply. */
  readonly partyId: string
  readonly status: AfterSending
}

/** The macro whose actions go out with the text: only one of the kind that is being written. */
export function boundMacro(workspace: Workspace, writing: Writing, kind: 'reply' | 'note'): Row<'macros'> | undefined {
  const macro = writing.macroId === null ? undefined : workspace.get('macros', writing.macroId)
  return macro?.kind === kind ? macro : undefined
}

/** Sends what was written: on the screen at once, refused at once where a rule says so. */
export function sendWriting(workspace: Workspace, row: Row<'cases'>, writing: Writing, how: Sending): Named {
  const { text, afterReplyId } = writing
  const files = writing.attachments.length === 0 ? {} : { attachments: [...writing.attachments] }
  const macro = boundMacro(workspace, writing, how.kind)
  if (how.kind === 'note' && macro === undefined) {
    const mentionIds = mentionsIn(text, workspace.all('agents'))
    return addNote(workspace, row.id, text, { ...files, ...(mentionIds.length === 0 ? {} : { mentionIds }) })
  }
  const more = {
    ...files,
    ...(how.kind === 'reply' ? addressOf(workspace, row, text, how.partyId) : {}),
    ...(how.status === undefined ? {} : { status: how.status }),
  }
  if (macro !== undefined) return applyMacro(workspace, row.id, { macroId: macro.id, text, afterReplyId, ...more })
  return sendReply(workspace, row.id, { text, afterReplyId, ...more })
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
