import type { MacroSource } from '#shared/applied-macro.ts'
import { conditionWords } from '#renderer/words/macro-condition-words.ts'
import { say } from '#renderer/words/say.ts'
import { afterReply } from './case-actions.ts'
import { type Applied, type MacroGiven, applyMacros, prepareFor } from './macro-work.ts'
import type { Workspace } from './workspace.ts'

/** One of many cases: what was named and the way back, or in words why the macro was not applied to it. */
export type OneOfMany = Applied | { readonly why: string }

/**
 * Applies one macro to one of many cases: filled for each by itself, in the language of its own party. Whatever nobody is there to look at
 * is refused for that case alone: a condition, a placeholder without a value, an answer that is missing.
 */
export function applyToOneOfMany(
  workspace: Workspace,
  caseId: string,
  source: MacroSource,
  given: MacroGiven = {},
): OneOfMany {
  const row = workspace.get('cases', caseId)
  const prepared = prepareFor(workspace, caseId, source, given)
  if (row === undefined || prepared === null) return { why: say('refused.not-found') }
  const { failed, missing, filled, unresolvedActions, applied } = prepared
  const nameOf = (table: 'queues' | 'drivers', id: string) => workspace.get(table, id)?.name
  if (failed.length > 0) return { why: failed.map((one) => conditionWords(one, nameOf)).join(' · ') }
  if (missing.length > 0)
    return { why: say('macro.still-missing', { list: missing.map(({ label }) => label).join(', ') }) }
  const open = [...new Set([...filled.unresolved, ...unresolvedActions])]
  if (open.length > 0) return { why: `${say('macro.unresolved', { n: open.length })} ${open.join(' ')}` }
  const afterReplyId = row.lastReplyId
  const dependsOn = afterReply(workspace, afterReplyId)
  const done = applyMacros(workspace, caseId, [applied], { text: filled.text, afterReplyId, dependsOn })
  return 'refused' in done.named ? { why: say(`refused.${done.named.refused}`) } : done
}
