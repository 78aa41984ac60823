import { z } from 'zod'
import type { Case } from '../domain/case.ts'
import { type MacroAction, knownActions, templateOfAction, withText } from '../domain/macro-action.ts'
import type { Macro, MacroContent } from '../domain/macro.ts'
import type { MacroVersion } from '../domain/macro-version.ts'
import type { Order } from '../domain/order.ts'
import { failedConditions } from '../macro-conditions.ts'
import { unresolvedIn } from '../macro-placeholders.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { replyRefusal } from './case-mutations.ts'
import { type Context, refuse } from './define-mutation.ts'

/** How many macros can go out as one. */
export const mostStacked = 5

/** What the template of an action came to. `macro` and `action`: their places in the stack and among the macro's known actions. */
export const FilledAction = z.strictObject({
  macro: z
    .number()
    .int()
    .min(0)
    .max(mostStacked - 1),
  action: z.number().int().min(0).max(49),
  text: z.string().max(5000),
})
export type FilledAction = z.infer<typeof FilledAction>

interface FoundMacros {
  readonly macro: Macro | undefined
  readonly draft: MacroVersion | undefined
  /** Those that go on top of it. */
  readonly more: readonly (Macro | undefined)[]
}

interface AskedMacros {
  readonly macroId: string
  readonly versionId?: string | undefined
  readonly withMacroIds?: readonly string[] | undefined
}

type Taken = { readonly content: MacroContent } | Refusal

const inForce = (macro: Macro | undefined): Taken => {
  if (macro === undefined) return refuse('not-found', 'macros')
  return macro.active ? { content: macro } : refuse('macro-is-off')
}

/** A version that is not in force yet, for its author and for whoever may review it. */
const tried = (draft: MacroVersion | undefined, macroId: string, context: Context): Taken => {
  if (draft === undefined || draft.macroId !== macroId) return refuse('not-found', 'macroVersions')
  if (draft.state === 'archived') return refuse('macro-is-off')
  return can(context.actor).tryMacro(draft) ? draft : refuse('not-allowed')
}

/** The macros to apply, the first one first, or why they cannot be. All of a stack are of one kind: they make one text. */
export function stackOf(found: FoundMacros, args: AskedMacros, context: Context): readonly MacroContent[] | Refusal {
  const first = args.versionId === undefined ? inForce(found.macro) : tried(found.draft, args.macroId, context)
  if ('refused' in first) return first
  const stack: MacroContent[] = [first.content]
  for (const index of (args.withMacroIds ?? []).keys()) {
    const next = inForce(found.more[index])
    if ('refused' in next) return next
    if (next.content.kind !== first.content.kind) return refuse('bad-arguments', 'withMacroIds')
    stack.push(next.content)
  }
  return stack
}

/** Every action of the stack in its order, with its texts filled; a refusal where a newer build wrote one of them. */
export function actionsOf(
  stack: readonly MacroContent[],
  filled: readonly FilledAction[],
): readonly MacroAction[] | Refusal {
  const texts = new Map(filled.map(({ macro, action, text }) => [`${macro}/${action}`, text]))
  const all: MacroAction[] = []
  for (const [place, macro] of stack.entries()) {
    const { known, unknown } = knownActions(macro.actions)
    const [newer] = unknown
    if (newer !== undefined) return refuse('macro-needs-newer', newer)
    for (const [index, action] of known.entries()) {
      // Where nothing was filled the template stands for itself, and is refused if it has a placeholder.
      all.push(withText(action, texts.get(`${place}/${index}`) ?? templateOfAction(action) ?? ''))
    }
  }
  return all
}

/** What is to be applied. */
export interface Applying {
  readonly row: Case
  readonly stack: readonly MacroContent[]
  readonly actions: readonly MacroAction[]
  /** The order it was filled from, if it is one of the case's. */
  readonly order: Order | undefined
  readonly text: string
  readonly afterReplyId: string | null
}

const isNote = ({ do: is }: MacroAction): boolean => is === 'add-note'

/** Why the stack may not be applied, or null: its text, the agent's rights, the state of the thread [S18], its conditions. */
export function stackRefusal(applying: Applying, context: Context): Refusal | null {
  const { row, stack, actions, order, text, afterReplyId } = applying
  if (unresolvedIn(text).length > 0) return refuse('unresolved-placeholder')
  // Without a text only macros that have none: an agent who deleted it has something else in mind.
  const isTextless = text.trim() === ''
  if (isTextless && (actions.length === 0 || stack.some(({ template }) => template.trim() !== ''))) {
    return refuse('bad-arguments', 'text')
  }
  const isReply = !isTextless && stack[0]?.kind === 'reply'
  const writes = isReply ? replyRefusal(row, afterReplyId, context) : null
  if (writes !== null) return writes
  if (!can(context.actor).note(row)) return refuse('not-allowed')
  if (!actions.every(isNote) && !can(context.actor).change(row)) return refuse('not-allowed')
  const [failed] = stack.flatMap((macro) => failedConditions(macro, { row, order }))
  return failed === undefined ? null : refuse('macro-condition-failed', failed.if)
}
