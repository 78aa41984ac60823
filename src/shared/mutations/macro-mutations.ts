import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, WrittenText } from '../domain/base.ts'
import { type Case, CaseStatus } from '../domain/case.ts'
import type { Macro, MacroAction } from '../domain/macro.ts'
import { unresolvedIn } from '../macro-placeholders.ts'
import { can } from '../permissions.ts'
import { caseAfterWriting, givenTo, replyRefusal, statusRefusal, writtenMessage } from './case-mutations.ts'
import { addressArgs, addressRefusal, carriedArgs } from './conversation-rules.ts'
import { type Context, create, defineMutation, one, put, refuse } from './define-mutation.ts'
import { holding } from './held-replies.ts'

const afterAction = (row: Case, action: MacroAction, context: Context): Case => {
  switch (action.do) {
    case 'set-status':
      return { ...row, status: action.status }
    case 'set-priority':
      return { ...row, priority: action.priority }
    case 'add-tags':
      return { ...row, tags: [...new Set([...row.tags, ...action.tags])] }
    case 'remove-tags':
      return { ...row, tags: row.tags.filter((name) => !action.tags.includes(name)) }
    case 'assign-me':
      return givenTo(row, agentIdOf(context.actor))
    case 'unassign':
      return givenTo(row, null)
    case 'move-queue':
      // As with moving by hand: whoever had the case may not work the new queue.
      return { ...givenTo(row, null), queueId: action.queueId }
  }
}

/** The case after every action of the macro but the status, which is written with the message. */
const afterActions = (row: Case, macro: Macro, context: Context): Case =>
  macro.actions.reduce((done, action) => (action.do === 'set-status' ? done : afterAction(done, action, context)), row)

/** The status a macro sets, if it sets one. */
export const statusOfMacro = (macro: Macro): Case['status'] | undefined =>
  macro.actions.find((action) => action.do === 'set-status')?.status

/** Writes the macro's filled text and carries out its actions: all of it or nothing. */
export const macroApply = defineMutation({
  name: 'macro.apply',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    macroId: Id,
    messageId: Id,
    /** Filled in, and perhaps changed by the agent. */
    text: WrittenText,
    afterReplyId: Id.nullable(),
    /** What the agent says of the status, in place of what the macro does. */
    status: CaseStatus.exclude(['new']).optional(),
    ...addressArgs,
    ...carriedArgs,
  }),
  reads: (args) => ({ row: one('cases', args.caseId), macro: one('macros', args.macroId) }),
  apply({ row, macro }, args, context) {
    if (!macro.active) return refuse('macro-is-off')
    if (unresolvedIn(args.text).length > 0) return refuse('unresolved-placeholder')
    const isReply = macro.kind === 'reply'
    const writes = isReply ? (replyRefusal(row, args.afterReplyId, context) ?? addressRefusal(row, args)) : null
    const status = args.status ?? statusOfMacro(macro)
    const refusal =
      writes ??
      (can(context.actor).note(row) ? null : refuse('not-allowed')) ??
      (macro.actions.length > 0 && !can(context.actor).change(row) ? refuse('not-allowed') : null) ??
      statusRefusal(row, status)
    if (refusal !== null) return refusal
    const { partyIds, ...unaddressed } = args
    const written = isReply ? { ...unaddressed, partyIds } : unaddressed
    const message = writtenMessage(context, { ...written, kind: macro.kind })
    const after = caseAfterWriting(afterActions(row, macro, context), message, status)
    const held = isReply ? holding(row, after, message.id, context) : after
    return { changes: [create('messages', message), put('cases', held)] }
  },
})
