import { z } from 'zod'
import { CaseStatus, Priority } from './case.ts'
import { Id, LocaleTag } from './base.ts'

const tags = z.array(z.string().max(100)).max(200)
/** The name of a value in `Case.fields`. */
export const FieldKey = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9_.-]*$/)

/**
 * What a macro does besides its text. `subject`, `value` of text and `text` are templates, as the reply is; `me` is whoever applies it.
 * They are carried out in the order they stand in.
 */
export const MacroAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set-status'), status: CaseStatus }),
  z.object({ do: z.literal('set-priority'), priority: Priority }),
  z.object({ do: z.literal('add-tags'), tags }),
  z.object({ do: z.literal('remove-tags'), tags }),
  z.object({ do: z.literal('set-tags'), tags }),
  z.object({ do: z.literal('assign-me') }),
  z.object({ do: z.literal('assign'), agentId: Id }),
  z.object({ do: z.literal('unassign') }),
  z.object({ do: z.literal('move-queue'), queueId: Id }),
  z.object({ do: z.literal('set-subject'), subject: z.string().min(1).max(500) }),
  z.object({
    do: z.literal('set-field'),
    key: FieldKey,
    /** Null takes the value away. */
    value: z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  }),
  z.object({ do: z.literal('set-driver'), driverId: Id }),
  z.object({ do: z.literal('set-form'), formId: Id }),
  z.object({ do: z.literal('set-language'), locale: LocaleTag }),
  z.object({ do: z.literal('follow'), agentId: z.union([Id, z.literal('me')]) }),
  /** For so many hours, or until a party writes where that is null. */
  z.object({ do: z.literal('snooze'), hours: z.number().int().min(1).max(8760).nullable() }),
  z.object({ do: z.literal('add-note'), text: z.string().min(1).max(5000) }),
])
export type MacroAction = z.infer<typeof MacroAction>

/** An action as it is kept: one that a newer build wrote stays as it is, and keeps the macro from being applied here [S19]. */
export const KeptAction = z.union([MacroAction, z.looseObject({ do: z.string().min(1).max(60) })])
export type KeptAction = z.infer<typeof KeptAction>

interface KnownActions {
  readonly known: readonly MacroAction[]
  /** What those are called that this build does not know. */
  readonly unknown: readonly string[]
}

// Rules are replayed often, and rows are never changed in place.
const sorted = new WeakMap<readonly KeptAction[], KnownActions>()

/** The actions of a macro: those that this build knows, and the names of the others. */
export function knownActions(actions: readonly KeptAction[]): KnownActions {
  const before = sorted.get(actions)
  if (before !== undefined) return before
  const known: MacroAction[] = []
  const unknown: string[] = []
  for (const action of actions) {
    const parsed = MacroAction.safeParse(action)
    if (parsed.success) known.push(parsed.data)
    else unknown.push(action.do)
  }
  const both = { known, unknown }
  sorted.set(actions, both)
  return both
}

/** The template that an action carries, or null. */
export function templateOfAction(action: MacroAction): string | null {
  if (action.do === 'set-subject') return action.subject
  if (action.do === 'add-note') return action.text
  return action.do === 'set-field' && typeof action.value === 'string' ? action.value : null
}

/** The action with what its template came to; unchanged where it has none. */
export function withText(action: MacroAction, text: string): MacroAction {
  if (action.do === 'set-subject') return { ...action, subject: text }
  if (action.do === 'add-note') return { ...action, text }
  return action.do === 'set-field' && typeof action.value === 'string' ? { ...action, value: text } : action
}
