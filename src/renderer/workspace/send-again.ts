import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import { newId } from '#shared/new-id.ts'
import { type WrittenMore, addNote, afterReply, sendReply } from './case-actions.ts'
import type { Named, ParkedEntry, Workspace } from './workspace.ts'
import { foldedArgs } from './step-args.ts'

/**
 * Names a refused mutation anew. What was written is taken as written after the thread as it now stands: the agent has been shown that
 * it moved on.
 */
export function sendAgain(workspace: Workspace, { name, args }: ParkedEntry): Named {
  const { caseId = '', text, macroId, status } = foldedArgs(args)
  const more = { ...moreOf(args), ...(status === undefined || status === 'new' ? {} : { status }) }
  const afterReplyId = workspace.get('cases', caseId)?.lastReplyId ?? null
  if (name === 'case.reply') return sendReply(workspace, caseId, { text, afterReplyId, ...more })
  if (name === 'case.note') return addNote(workspace, caseId, text, noteMoreOf(args))
  if (name === 'macro.apply' && macroId !== undefined) {
    const again = { ...(args as ArgsOf<'macro.apply'>), caseId, messageId: newId(), noteId: newId(), macroId, text }
    return workspace.mutate(name, { ...again, afterReplyId }, afterReply(workspace, afterReplyId))
  }
  // Its arguments were checked against the schema of its mutation when it was first named, and are checked again.
  return workspace.mutate(name as MutationName, args as ArgsOf<MutationName>)
}

// The arguments were checked against the schema of their mutation when it was first named, and are checked again.
const moreOf = (args: unknown): WrittenMore =>
  some(args as WrittenMore, ['partyIds', 'quotes', 'attachments', 'language'])
const noteMoreOf = (args: unknown): Parameters<typeof addNote>[3] =>
  some(args as NonNullable<Parameters<typeof addNote>[3]>, ['mentionIds', 'attachments', 'language'])

/** Those of these fields that are there. */
const some = <T extends object>(from: T, names: readonly (keyof T)[]): T =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))) as T
