import {
  type AppliedMacro,
  type MacroSource,
  type PreparedMacro,
  applyArgs,
  prepareMacro,
} from '#shared/applied-macro.ts'
import type { Case } from '#shared/domain/case.ts'
import type { MacroContent } from '#shared/domain/macro.ts'
import type { InputValues } from '#shared/macro-template.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import { type ArgsOf, allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { newId } from '#shared/new-id.ts'
import type { Refusal } from '#shared/refusals.ts'
import { type TouchedFields, touchedBetween } from '#shared/macro-touched.ts'
import type { WrittenMore } from './case-actions.ts'
import type { DoneStep } from './done-steps.ts'
import { isUndoable } from './undo-step.ts'
import type { Named, Workspace } from './workspace.ts'

/** What an agent gave to a macro: answers, and the language where they chose one. */
export interface MacroGiven {
  readonly inputs?: InputValues
  readonly locale?: string | null
}

/** The macro in force as a source; null where it is not there. */
export function macroSource(workspace: Pick<Workspace, 'get'>, macroId: string): MacroSource | null {
  const content = workspace.get('macros', macroId)
  return content === undefined ? null : { macroId, content }
}

/** Fills a macro for a case; null where the case is not there. */
export function prepareFor(
  workspace: Pick<Workspace, 'get' | 'me'>,
  caseId: string,
  source: MacroSource,
  { inputs, locale = null }: MacroGiven = {},
): PreparedMacro | null {
  const row = workspace.get('cases', caseId)
  if (row === undefined) return null
  const order = row.orderIds.map((id) => workspace.get('orders', id)).find((one) => one !== undefined)
  const party = workspace.get('parties', row.partyId)
  const on = { row, party, order, agent: workspace.me, at: new Date().toISOString() }
  return prepareMacro(source, inputs === undefined ? on : { ...on, inputs }, locale)
}

/** A macro as it would go out now, with its actions filled; null where it or the case is not there. */
export function appliedFor(workspace: Workspace, caseId: string, macroId: string): AppliedMacro | null {
  const source = macroSource(workspace, macroId)
  return source === null ? null : (prepareFor(workspace, caseId, source)?.applied ?? null)
}

/** What people wrote of a macro that goes out: of the version that is tried, or of the one in force. */
export const appliedContent = (
  workspace: Pick<Workspace, 'get'>,
  { macroId, versionId }: Pick<AppliedMacro, 'macroId' | 'versionId'>,
): MacroContent | undefined =>
  versionId === undefined ? workspace.get('macros', macroId) : workspace.get('macroVersions', versionId)?.content

/** What applying would do, worked out by the rule itself on the rows that are here. */
export type DryRun =
  | { readonly refusal: Refusal }
  | { readonly touched: TouchedFields; readonly notes: readonly string[]; readonly writes: boolean }

const filledIn = (text: string): string =>
  unresolvedIn(text).reduce((done, placeholder) => done.replaceAll(placeholder, '…'), text)

/** Runs the rule without writing anything. Placeholders without a value are told elsewhere, so they do not stop it here. */
export function dryRun(workspace: Workspace, row: Case, macros: readonly AppliedMacro[], text: string): DryRun | null {
  const mutation = allMutations.get('macro.apply')
  const told = macros.map((one) => ({
    ...one,
    filled: one.filled.map(({ action, text: written }) => ({ action, text: filledIn(written) })),
  }))
  const ids = { caseId: row.id, messageId: newId(), noteId: newId() }
  const args = applyArgs(told, { ...ids, text: filledIn(text), afterReplyId: row.lastReplyId })
  if (mutation === undefined || args === null) return null
  const context = { actor: { kind: 'agent', agent: workspace.me } as const, at: new Date().toISOString() }
  const outcome = runMutation(mutation, args, context, workspace)
  if ('refused' in outcome) return { refusal: outcome }
  const after = outcome.changes.find((change) => change.do === 'put' && change.table === 'cases')
  const messages = outcome.changes.flatMap((one) => (one.do === 'create' && one.table === 'messages' ? [one.row] : []))
  return {
    touched: touchedBetween(row, (after as { row: Case } | undefined)?.row ?? row),
    notes: messages.flatMap(({ id, text: note }) => (id === ids.noteId ? [note] : [])),
    writes: messages.some(({ id, kind }) => id === ids.messageId && kind !== 'event'),
  }
}

/** What was applied, and the step as it can be undone; null where there is nothing to take back. */
export interface Applied {
  readonly named: Named
  readonly step: DoneStep | null
}

/** Applies one macro, or several on top of each other, with the text as it stands. `dependsOn`: what must go out before it. */
export function applyMacros(
  workspace: Workspace,
  caseId: string,
  macros: readonly AppliedMacro[],
  written: {
    readonly text: string
    readonly afterReplyId: string | null
    readonly dependsOn: readonly string[]
    /** To whom it goes, and what goes along. */
    readonly more?: WrittenMore
  },
): Applied {
  const { text, afterReplyId, dependsOn, more = {} } = written
  const applied = applyArgs(macros, { caseId, messageId: newId(), noteId: newId(), text, afterReplyId })
  if (applied === null) return { named: { refused: 'not-found', about: 'macros' }, step: null }
  return applyPlanned(workspace, { ...applied, ...more }, dependsOn)
}

/** Names what was planned, and notes the case as it was before and after it. */
export function applyPlanned(workspace: Workspace, args: ArgsOf<'macro.apply'>, dependsOn: readonly string[]): Applied {
  const before = workspace.get('cases', args.caseId)
  if (before === undefined) return { named: { refused: 'not-found', about: 'cases' }, step: null }
  const named = workspace.mutate('macro.apply', args, dependsOn)
  const after = workspace.get('cases', args.caseId)
  if ('refused' in named || after === undefined) return { named, step: null }
  const step: DoneStep = { opId: named.opId, name: 'macro.apply', args, before, after }
  return { named, step: isUndoable(workspace, step) ? step : null }
}
