import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { type Case, CaseStatus } from '../domain/case.ts'
import { macroPath } from '../domain/macro.ts'
import type { MacroAction } from '../domain/macro-action.ts'
import type { Message } from '../domain/message.ts'
import { eventMessage } from './case-event.ts'
import { afterStatus, caseAfterWriting, statusRefusal, writtenMessage } from './case-mutations.ts'
import type { WarmTable } from '../tables.ts'
import { addressArgs, addressRefusal, carriedArgs } from './conversation-rules.ts'
import {
  type Change,
  type Context,
  type Outcome,
  create,
  defineMutation,
  every,
  maybe,
  one,
  put,
  refuse,
} from './define-mutation.ts'
import { holding } from './held-replies.ts'
import { actionsRefusal, afterActions, placeRefusal, statusOf } from './macro-actions.ts'
import { type Applying, FilledAction, actionsOf, mostStacked, stackOf, stackRefusal } from './macro-stack.ts'

const longestText = 15_000

/** The rows that the actions name, so that the rule can look at them. */
const NamedIds = z.strictObject({
  assigneeId: Id.optional(),
  queueId: Id.optional(),
  formId: Id.optional(),
  driverId: Id.optional(),
})
export type NamedIds = z.infer<typeof NamedIds>

const args = z.strictObject({
  caseId: Id,
  macroId: Id,
  messageId: Id,
  /** Filled in, and perhaps changed by the agent. Empty where no macro of the stack has a text. */
  text: z.string().max(longestText),
  afterReplyId: Id.nullable(),
  // Missing where a build from before there was such a thing named it.
  /** A version that is being tried instead of the one in force. */
  versionId: Id.optional(),
  withMacroIds: z
    .array(Id)
    .max(mostStacked - 1)
    .optional(),
  /** The order that it was filled from. */
  orderId: Id.optional(),
  filled: z.array(FilledAction).max(100).optional(),
  /** For the note beside the reply, where an action adds one. */
  noteId: Id.optional(),
  named: NamedIds.optional(),
  /** What the agent says of the status, in place of what the macros do. */
  status: CaseStatus.exclude(['new']).optional(),
  ...addressArgs,
  ...carriedArgs,
})
type Args = z.infer<typeof args>

const notesIn = (actions: readonly MacroAction[]): string =>
  actions.flatMap((action) => (action.do === 'add-note' ? [action.text] : [])).join('\n\n')

/** All macros of a stack, where there are several. */
const macrosIn = ({ macroId, withMacroIds = [] }: Args): { readonly macroIds?: string[] } =>
  withMacroIds.length === 0 ? {} : { macroIds: [macroId, ...withMacroIds] }

const usedWithoutText = (of: Args, stack: Applying['stack'], context: Context): Message => {
  const macro = stack.map(({ title }) => macroPath(title).name).join(' + ')
  const happened = eventMessage(context, of.caseId, { id: of.messageId, name: 'macro-applied', detail: { macro } })
  return { ...happened, macroId: of.macroId, ...macrosIn(of) }
}

/** The messages and the case after them. `changed`: the case after the actions. */
function write({ row: before, stack, actions, text }: Applying, changed: Case, of: Args, context: Context): Outcome {
  const status = of.status ?? statusOf(actions)
  const noted = notesIn(actions)
  const messages: Change[] = []
  let row = changed
  if (noted !== '') {
    if (of.noteId === undefined) return refuse('bad-arguments', 'noteId')
    const written = { messageId: of.noteId, caseId: of.caseId, kind: 'note' as const, text: noted }
    const note = writtenMessage(context, { ...written, macroId: of.macroId })
    // The reply beside it names all of them: each use is counted once.
    messages.push(create('messages', text.trim() === '' ? { ...note, ...macrosIn(of) } : { ...note, macroId: null }))
    row = caseAfterWriting(row, note, undefined)
  }
  if (text.trim() === '') {
    if (noted === '') {
      // It writes nothing, and has been used all the same: the thread says so, and it is counted from there.
      messages.push(create('messages', usedWithoutText(of, stack, context)))
      row = { ...row, messageCount: row.messageCount + 1 }
    }
    row = status === undefined ? { ...row, updatedAt: context.at } : afterStatus(row, status, context.at)
  } else {
    // The note comes before the reply, so that the list shows what was said to the party.
    const kind = stack[0]?.kind ?? 'note'
    const { partyIds, ...unaddressed } = of
    const message = writtenMessage(context, { ...unaddressed, ...(kind === 'reply' ? { partyIds } : {}), kind })
    messages.push(create('messages', { ...message, ...macrosIn(of) }))
    row = caseAfterWriting(row, message, status)
    const noteId = noted === '' ? undefined : of.noteId
    if (kind === 'reply') row = holding(before, row, { messageId: message.id, noteId }, context)
  }
  return { changes: [...messages, put('cases', row)] }
}

/** Writes the macro's filled text and carries out its actions, with those of the macros stacked on it: all of it or nothing. */
export const macroApply = defineMutation({
  name: 'macro.apply',
  by: 'agent',
  args,
  reads: ({ caseId, macroId, versionId, withMacroIds = [], orderId, named = {} }) => {
    // Asking for the case's own id finds nothing, which is right where nothing is named.
    const some = <T extends WarmTable>(table: T, id: string | undefined) => maybe(table, id ?? caseId)
    return {
      row: one('cases', caseId),
      macro: maybe('macros', macroId),
      draft: some('macroVersions', versionId),
      second: some('macros', withMacroIds[0]),
      third: some('macros', withMacroIds[1]),
      fourth: some('macros', withMacroIds[2]),
      fifth: some('macros', withMacroIds[3]),
      order: some('orders', orderId),
      assignee: some('agents', named.assigneeId),
      queue: some('queues', named.queueId),
      form: some('forms', named.formId),
      driver: some('drivers', named.driverId),
      queues: every('queues'),
    }
  },
  apply({ row, macro, draft, second, third, fourth, fifth, order, queues, ...named }, of, context) {
    const stack = stackOf({ macro, draft, more: [second, third, fourth, fifth] }, of, context)
    if ('refused' in stack) return stack
    const actions = actionsOf(stack, of.filled ?? [])
    if ('refused' in actions) return actions
    const isOfCase = order !== undefined && row.orderIds.includes(order.id)
    const { text, afterReplyId } = of
    const applying = { row, stack, actions, order: isOfCase ? order : undefined, text, afterReplyId }
    const changed = afterActions(row, actions, context)
    // What the actions fill in counts: a case may be solved with a field that the same step sets.
    const refusal =
      stackRefusal(applying, context) ??
      addressRefusal(row, of) ??
      actionsRefusal(actions, named) ??
      placeRefusal(row, changed, named, queues) ??
      statusRefusal(changed, of.status ?? statusOf(actions))
    return refusal ?? write(applying, changed, of, context)
  },
})
