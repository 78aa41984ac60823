import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id } from '../domain/base.ts'
import type { Case, FieldChange, HeldReply } from '../domain/case.ts'
import type { Message } from '../domain/message.ts'
import type { Refusal } from '../refusals.ts'
import { eventMessage } from './case-event.ts'
import { type Change, type Context, defineMutation, one, put, refuse } from './define-mutation.ts'

/** How long a reply is held before it leaves, in milliseconds, unless the service was told otherwise. */
export const usualUndoMs = 10_000

/** At most this many wait at once on a case; the oldest could no longer be taken back. */
const mostHeld = 10

// They have their own ways back.
const ownWay: ReadonlySet<string> = new Set(['held', 'updatedAt', 'messageCount'])

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What became another on a case, field by field. */
function changesBetween(before: Case, after: Case): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((field) => !ownWay.has(field) && !isSame(before[field], after[field]))
    .map((field) => ({
      field,
      ...(before[field] === undefined ? {} : { from: before[field] as NonNullable<FieldChange['from']> }),
      ...(after[field] === undefined ? {} : { to: after[field] as NonNullable<FieldChange['to']> }),
    }))
}

/** A reply, and the note that a macro wrote beside it. */
interface Written {
  readonly messageId: string
  readonly noteId?: string | undefined
}

/**
 * The case with this reply held back for a while. In a window it is held without an end, because it has not reached the service; from then
 * on the service's clock says until when.
 */
export function holding(before: Case, after: Case, written: Written, { actor, at, undoMs }: Context): Case {
  const { messageId, noteId } = written
  const byAgentId = agentIdOf(actor)
  const isWindow = undoMs === undefined
  const others = (before.held ?? []).filter(({ until }) => isWindow || until === null || until > at)
  if (byAgentId === null || undoMs === 0)
    return others.length === (before.held ?? []).length ? after : { ...after, held: others }
  const until = isWindow ? null : new Date(Date.parse(at) + undoMs).toISOString()
  const beside = noteId === undefined ? {} : { noteId }
  const held: HeldReply = { messageId, ...beside, byAgentId, until, undo: changesBetween(before, after) }
  return { ...after, held: [...others, held].slice(-mostHeld) }
}

/** The case without a field, or with another value in it. */
const withField = (row: Case, field: string, value: FieldChange['from']): Case => {
  if (value !== undefined) return { ...row, [field]: value }
  const { [field]: _gone, ...rest } = row
  return rest as Case
}

/** The case as if the reply had not been written, as far as nobody changed it since. */
const without = (row: Case, { undo }: HeldReply): Case =>
  undo.reduce((done, { field, from, to }) => (isSame(done[field], to) ? withField(done, field, from) : done), row)

/**
 * The replies that are held on a case which was made into another: taken back after that, each leaves what would have been made of the case
 * without it.
 */
export const heldThrough = (row: Case, after: Case, make: (row: Case) => Case): HeldReply[] =>
  (row.held ?? []).map((held) => ({ ...held, undo: changesBetween(make(without(row, held)), after) }))

/** As `without`. A reply that was written on top of this one and is held, too, then goes back to where this one began. */
function putBack(row: Case, taken: HeldReply, at: string): Case {
  const restored = without(row, taken)
  const held = (row.held ?? [])
    .filter(({ messageId }) => messageId !== taken.messageId)
    .map((other) => ({ ...other, undo: other.undo.map((change) => rebased(change, taken)) }))
  return { ...restored, held, updatedAt: at }
}

function rebased(change: FieldChange, taken: HeldReply): FieldChange {
  const below = taken.undo.find(({ field, to }) => field === change.field && isSame(to, change.from))
  if (below === undefined) return change
  const { from: _from, ...rest } = change
  return below.from === undefined ? rest : { ...rest, from: below.from }
}

/** What stands in the thread in place of what was taken back: that it was, and by whom, but nothing of what it said. */
const takenBackEvent = (
  name: 'reply-taken-back' | 'note-taken-back',
  caseId: string,
  id: string,
  context: Context,
): Message => eventMessage(context, caseId, { id, name, detail: {} })

/** The reply of one's own that can still be taken back, or why it cannot. */
export function takable(row: Case, messageId: string, context: Context): { readonly taken: HeldReply } | Refusal {
  const taken = row.held?.find((held) => held.messageId === messageId)
  if (taken === undefined) return refuse('already-sent')
  if (taken.byAgentId !== agentIdOf(context.actor)) return refuse('not-allowed')
  // A window's clock does not know: there the service decides [S22].
  const isOver = context.undoMs !== undefined && taken.until !== null && taken.until <= context.at
  return isOver ? refuse('already-sent') : { taken }
}

/** The case as if the reply had not been written, and what its thread says instead of it, and of the note beside it. */
export function withoutReply(row: Case, taken: HeldReply, context: Context): { row: Case; thread: readonly Change[] } {
  const { messageId, noteId } = taken
  const thread = [put('messages', takenBackEvent('reply-taken-back', row.id, messageId, context))]
  if (noteId !== undefined) thread.push(put('messages', takenBackEvent('note-taken-back', row.id, noteId, context)))
  return { row: putBack(row, taken, context.at), thread }
}

/** Takes a reply of one's own back before it leaves; its text is the window's to keep. */
export const caseTakeBack = defineMutation({
  name: 'case.take-back',
  by: 'agent',
  args: z.strictObject({ caseId: Id, messageId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId) }),
  apply({ row }, args, context) {
    const found = takable(row, args.messageId, context)
    if ('refused' in found) return found
    const without = withoutReply(row, found.taken, context)
    return { changes: [...without.thread, put('cases', without.row)] }
  },
})
