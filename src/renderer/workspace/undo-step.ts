import type { Attachment } from '#shared/domain/attachment.ts'
import { isTouched, touchedBetween } from '#shared/macro-touched.ts'
import type { ApplyArgs } from '#shared/applied-macro.ts'
import type { DoneStep } from './done-steps.ts'
import { giveBack, leftToTakeBack, takeBack } from './take-back.ts'
import type { Named, Workspace } from './workspace.ts'

/** What became of undoing a step, and what it wrote that stays: a reply that has left, or a note. */
export interface Undone {
  readonly named: Named
  readonly stays: 'reply' | 'note' | null
}

/** Steps that change nothing but what can be put back as it was. */
const putBack: ReadonlySet<string> = new Set([
  'case.set-status',
  'case.set-priority',
  'case.assign',
  'case.claim',
  'case.move',
  'case.change-tags',
  'case.set-fields',
  'case.set-driver',
  'case.set-form',
  'case.follow',
  'case.unfollow',
  'case.snooze',
  'case.wake',
])

/** Whether the case has this reply of the agent's held, so that it can still be taken back. */
function isHeld(workspace: Workspace, { caseId, messageId }: Pick<ApplyArgs, 'caseId' | 'messageId'>): boolean {
  const held = workspace.get('cases', caseId)?.held?.find((one) => one.messageId === messageId)
  const isMine = held?.byAgentId === workspace.me.id
  return held !== undefined && isMine && leftToTakeBack(workspace, held, Date.now()) > 0
}

const changed = ({ before, after }: DoneStep) => touchedBetween(before, after)

/** Whether a step can be undone as things stand. */
export function isUndoable(workspace: Workspace, step: DoneStep): boolean {
  if (step.name === 'case.reply') return isHeld(workspace, step.args as ApplyArgs)
  if (step.name === 'macro.apply') return isTouched(changed(step)) || isHeld(workspace, step.args as ApplyArgs)
  return putBack.has(step.name) && isTouched(changed(step))
}

const lists: ReadonlySet<string> = new Set(['tags', 'followerIds', 'fields'])

/** Whether nothing of what a step changed stands any more as it left it: somebody has changed it since. */
export function isOvertaken(workspace: Workspace, step: DoneStep): boolean {
  const now = workspace.get('cases', step.after.id)
  const changes = Object.entries(changed(step).set)
  if (now === undefined || changes.length === 0) return false
  // Of a list, what others did to it stays, and the rest goes back.
  return changes.every(([key, set]) => !lists.has(key) && JSON.stringify(now[key] ?? null) !== JSON.stringify(set))
}

/** What an applied macro wrote, as its arguments have it. */
interface Wrote extends Pick<ApplyArgs, 'text' | 'macroId' | 'withMacroIds' | 'partyIds'> {
  readonly attachments?: Attachment[] | undefined
}

/** How an undo is made. `isTextKept`: the text goes back to where it was written. Not so where nobody wrote it there. */
interface How {
  readonly isTextKept: boolean
}

/** Undoes a step, what it changed and the reply it sent, as one. What somebody changed since stays as they left it. */
export async function undoStep(workspace: Workspace, step: DoneStep, how: How = { isTextKept: true }): Promise<Undone> {
  if (step.name !== 'case.reply') return undoChange(workspace, step, how)
  const { caseId, messageId } = step.args as ApplyArgs
  return { named: await takeBack(workspace, caseId, messageId), stays: null }
}

/** The same for a step that is no plain reply, at once. */
export function undoChange(workspace: Workspace, step: DoneStep, { isTextKept }: How): Undone {
  const { was, set } = changed(step)
  const written = step.name === 'macro.apply' ? (step.args as ApplyArgs & Wrote) : null
  const held = written !== null && isHeld(workspace, written) ? { messageId: written.messageId } : {}
  const used = written === null ? {} : { macroIds: [written.macroId, ...(written.withMacroIds ?? [])] }
  const named = workspace.mutate('macro.undo', { caseId: step.after.id, was, set, ...held, ...used }, [step.opId])
  if ('refused' in named || written === null) return { named, stays: null }
  if ('messageId' in held) {
    const { attachments = [], partyIds, text, macroId } = written
    if (isTextKept) giveBack(workspace, step.after.id, { text, macroId, partyIds, attachments })
    return { named, stays: null }
  }
  return { named, stays: staying(step) }
}

/** What the macro wrote and no undo takes away. */
function staying({ before, after }: DoneStep): Undone['stays'] {
  if (after.lastReplyId !== before.lastReplyId) return 'reply'
  // What the list shows of a case changes with a note, and not with an entry that says what happened.
  return after.snippet === before.snippet ? null : 'note'
}
