import type { z } from 'zod'
import { knownActions, templateOfAction } from './domain/macro-action.ts'
import type { MacroContent, MacroInput } from './domain/macro.ts'
import { type FilledMacro, type MacroContext, fillMacro } from './macro-template.ts'
import { type ChosenVariant, chooseVariant } from './macro-variants.ts'
import { type FailedCondition, failedConditions } from './macro-conditions.ts'
import type { NamedIds, macroApply } from './mutations/macro-mutations.ts'

/** A macro that goes out with a text: what of it has to be named for the rule. */
export interface AppliedMacro {
  readonly macroId: string
  /** A version that is being tried. */
  readonly versionId?: string | undefined
  readonly orderId?: string | undefined
  /** What the templates of its actions came to, by their places among the known ones. */
  readonly filled: readonly { readonly action: number; readonly text: string }[]
  readonly named: NamedIds
}

/** The arguments of `macro.apply` as a window names them. */
export type ApplyArgs = z.output<(typeof macroApply)['args']>

/** One macro, or several on top of each other, as one mutation. `noteId` is used where an action adds a note. */
export function applyArgs(
  macros: readonly AppliedMacro[],
  rest: Pick<ApplyArgs, 'caseId' | 'messageId' | 'noteId' | 'text' | 'afterReplyId'>,
): ApplyArgs | null {
  const [first, ...more] = macros
  if (first === undefined) return null
  const orderId = macros.find((one) => one.orderId !== undefined)?.orderId
  const filled = macros.flatMap((one, macro) => one.filled.map(({ action, text }) => ({ macro, action, text })))
  const named = Object.assign({}, ...macros.map((one) => one.named)) as NamedIds
  return {
    ...rest,
    macroId: first.macroId,
    ...(first.versionId === undefined ? {} : { versionId: first.versionId }),
    ...(more.length === 0 ? {} : { withMacroIds: more.map(({ macroId }) => macroId) }),
    ...(orderId === undefined ? {} : { orderId }),
    ...(filled.length === 0 ? {} : { filled }),
    ...(Object.keys(named).length === 0 ? {} : { named }),
  }
}

/** A macro as it can be applied: one in force, or a version that is tried. */
export interface MacroSource {
  readonly macroId: string
  readonly versionId?: string | undefined
  readonly content: MacroContent
}

/** A macro filled for one case, with everything that stands in its way. */
export interface PreparedMacro {
  readonly source: MacroSource
  readonly variant: ChosenVariant
  readonly filled: FilledMacro
  readonly applied: AppliedMacro
  /** Placeholders in the texts of its actions that nothing could fill. */
  readonly unresolvedActions: readonly string[]
  readonly failed: readonly FailedCondition[]
  /** Questions that have to be answered and are not. */
  readonly missing: readonly MacroInput[]
}

const isAnswered = (value: string | number | undefined): boolean => value !== undefined && String(value).trim() !== ''

/** Fills a macro for a case. `locale`: the language that the agent chose, where they did. */
export function prepareMacro(source: MacroSource, on: MacroContext, locale: string | null = null): PreparedMacro {
  const { content, macroId, versionId } = source
  const { row, party, order } = on
  const variant = chooseVariant(content, { party: party?.locale ?? null, case: row.locale }, locale)
  const context = { ...on, locale: variant.locale ?? variant.wanted }
  const { known } = knownActions(content.actions)
  const texts = known.flatMap((action, place) => {
    const template = templateOfAction(action)
    return template === null ? [] : [{ action: place, ...fillMacro(template, context) }]
  })
  return {
    source,
    variant,
    filled: fillMacro(variant.template, context),
    applied: {
      macroId,
      versionId,
      orderId: order?.id,
      filled: texts.map(({ action, text }) => ({ action, text })),
      named: namedIn(known),
    },
    unresolvedActions: texts.flatMap(({ unresolved }) => unresolved),
    failed: failedConditions(content, { row, order }),
    missing: (content.inputs ?? []).filter(({ key, isRequired }) => isRequired && !isAnswered(on.inputs?.[key])),
  }
}

/** The rows that the actions name; of several the last, which is the one that counts in the end. */
function namedIn(actions: ReturnType<typeof knownActions>['known']): NamedIds {
  const named: NamedIds = {}
  for (const action of actions) {
    if (action.do === 'assign') named.assigneeId = action.agentId
    if (action.do === 'move-queue') named.queueId = action.queueId
    if (action.do === 'set-form') named.formId = action.formId
    if (action.do === 'set-driver') named.driverId = action.driverId
  }
  return named
}
