import { useCallback, useMemo } from 'react'
import type { MacroSource, PreparedMacro } from '#shared/applied-macro.ts'
import type { Row } from '#shared/tables.ts'
import { can } from '#shared/permissions.ts'
import { wayOn } from '#renderer/commands/next-case.ts'
import { tellApplied } from '#renderer/commands/tell-applied.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { conditionWords } from '#renderer/words/macro-condition-words.ts'
import { say } from '#renderer/words/say.ts'
import { afterReply } from '#renderer/workspace/case-actions.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { type MacroGiven, applyMacros, prepareFor } from '#renderer/workspace/macro-work.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { rememberMacro } from './recent-macros.ts'

const activeMacros = (workspace: Workspace): readonly Row<'macros'>[] =>
  workspace.all('macros').filter(({ active }) => active)

/** The macros this agent may use. */
export const useActiveMacros = (): readonly Row<'macros'>[] => useRows(['macros'], activeMacros)

const isTried = (state: Row<'macroVersions'>['state']): boolean => state === 'draft' || state === 'in-review'

const triedVersions = (workspace: Workspace): readonly Row<'macroVersions'>[] => {
  const { tryMacro } = can({ kind: 'agent', agent: workspace.me })
  return workspace.all('macroVersions').filter((version) => isTried(version.state) && tryMacro(version))
}

/** The versions that this agent may try before they are in force. */
export const useTriedVersions = (): readonly Row<'macroVersions'>[] => useRows(['macroVersions'], triedVersions)

/** A macro's row as something to apply. */
export const sourceOf = (macro: Row<'macros'>): MacroSource => ({ macroId: macro.id, content: macro })

/** A version as something to try. */
export const sourceOfVersion = ({ id, macroId, content }: Row<'macroVersions'>): MacroSource => ({
  macroId,
  versionId: id,
  content,
})

/** The open case with what macros are filled from. */
export interface OpenCase {
  readonly row: Row<'cases'>
  readonly prepare: (source: MacroSource, given?: MacroGiven) => PreparedMacro | null
}

/** Fills macros for the open case; null while none is open. */
export const useOpenCase = (): OpenCase | null => useCaseOf(useScreen((screen) => screen.caseId))

/** Fills macros for a case. */
export function useCaseOf(caseId: string | null): OpenCase | null {
  const workspace = useWorkspace()
  const row = useRow('cases', caseId)
  const prepare = useCallback(
    (source: MacroSource, given?: MacroGiven) =>
      row === undefined ? null : prepareFor(workspace, row.id, source, given),
    [workspace, row],
  )
  // The same for as long as the case is: what is worked out from it is worked out once.
  return useMemo(() => (row === undefined ? null : { row, prepare }), [row, prepare])
}

/** Why a macro cannot be applied to the case as it is, in words; null where it can. */
export function whyNot(workspace: Pick<Workspace, 'get'>, { failed }: PreparedMacro): string | null {
  const nameOf = (table: 'queues' | 'drivers', id: string) => workspace.get(table, id)?.name
  return failed.length === 0 ? null : failed.map((one) => conditionWords(one, nameOf)).join(' · ')
}

/** How far it came: done, or its questions have to be answered first, or it was refused and that was said. */
export type Used = 'done' | 'ask' | 'refused'

const told = (words: string): Used => {
  notify(words, { tone: 'bad' })
  return 'refused'
}

/** What stops a macro before it is tried, said in words; else what it was filled to. */
function begin(
  workspace: Workspace,
  open: OpenCase | null,
  source: MacroSource,
  given: MacroGiven | undefined,
): { readonly prepared: PreparedMacro } | { readonly used: Used } {
  const prepared = open?.prepare(source, given) ?? null
  if (prepared === null) return { used: told(say('macro.no-case')) }
  const why = whyNot(workspace, prepared)
  if (why !== null) return { used: told(why) }
  const hasQuestions = (source.content.inputs ?? []).length > 0
  if (hasQuestions && given?.inputs === undefined) return { used: 'ask' }
  return prepared.missing.length > 0 ? { used: told(say('macro.needs-answers')) } : { prepared }
}

/** What can be done with a macro on the open case. Both say in words how it went. */
export function useMacroUse(open: OpenCase | null): {
  insert: (source: MacroSource, given?: MacroGiven) => Used
  sendNow: (source: MacroSource, given?: MacroGiven) => Used
} {
  const workspace = useWorkspace()
  const ask = useComposeRequests((requests) => requests.ask)
  const write = useScreen((screen) => screen.write)
  const sendNow = (source: MacroSource, given?: MacroGiven): Used => {
    const begun = begin(workspace, open, source, given)
    if ('used' in begun || open === null) return 'used' in begun ? begun.used : 'refused'
    const { prepared } = begun
    const { text, unresolved } = prepared.filled
    if (unresolved.length + prepared.unresolvedActions.length > 0) return told(say('macro.needs-values'))
    return apply(workspace, open.row, prepared, text)
  }
  const insert = (source: MacroSource, given?: MacroGiven): Used => {
    const begun = begin(workspace, open, source, given)
    if ('used' in begun || open === null) return 'used' in begun ? begun.used : 'refused'
    const { filled, applied, unresolvedActions } = begun.prepared
    // Nothing to put into the reply: it only changes the case, and there is nothing to look over.
    if (filled.text.trim() === '') return sendNow(source, given)
    if (unresolvedActions.length > 0) return told(say('macro.needs-values'))
    rememberMacro(workspace.me.id, source.macroId)
    const { kind } = source.content
    ask({ caseId: open.row.id, kind, text: filled.text, macroId: source.macroId, macro: applied, how: 'insert' })
    write(kind)
    return 'done'
  }
  return { insert, sendNow }
}

function apply(workspace: Workspace, row: Row<'cases'>, prepared: PreparedMacro, text: string): Used {
  const { source, applied } = prepared
  const goOn = wayOn(workspace, row.id, source.content.nextCase ?? 'stay')
  const afterReplyId = row.lastReplyId
  const dependsOn = afterReply(workspace, afterReplyId)
  const { named, step } = applyMacros(workspace, row.id, [applied], { text, afterReplyId, dependsOn })
  // A macro that solves asks what the case needs for it, and is applied after that.
  if (asksFirst(named, row.id, () => apply(workspace, row, prepared, text))) return 'refused'
  if (!tellOutcome({ tell: notify }, named)) return 'refused'
  rememberMacro(workspace.me.id, source.macroId)
  tellApplied(workspace, notify, [source.content.title], step)
  goOn()
  return 'done'
}
