import { type ApplyArgs, type MacroSource, applyArgs } from '#shared/applied-macro.ts'
import { knownActions } from '#shared/domain/macro-action.ts'
import { macroPath } from '#shared/domain/macro.ts'
import { statusOfMacro } from '#shared/mutations/macro-actions.ts'
import { newId } from '#shared/new-id.ts'
import { conditionWords } from '#renderer/words/macro-condition-words.ts'
import { say } from '#renderer/words/say.ts'
import type { BulkStep, Solving } from './bulk-run.ts'
import { afterReply } from './case-actions.ts'
import type { CaseRow } from './case-list.ts'
import { type MacroGiven, applyPlanned, prepareFor } from './macro-work.ts'
import { undoChange } from './undo-step.ts'
import type { Workspace } from './workspace.ts'

interface PlannedMacro {
  readonly mutation: { readonly name: 'macro.apply'; readonly args: ApplyArgs }
  readonly dependsOn: readonly string[]
}

/**
 * A macro on one of many cases: filled for each by itself, in the language of its own party. Whatever nobody is there to look at leaves that
 * case alone out, in words: a condition, a placeholder without a value, an answer that is missing.
 */
function planFor(
  workspace: Workspace,
  row: CaseRow,
  source: MacroSource,
  given: MacroGiven,
): PlannedMacro | { readonly why: string } {
  const prepared = prepareFor(workspace, row.id, source, given)
  if (prepared === null) return { why: say('report.not-here') }
  const { failed, missing, filled, unresolvedActions, applied } = prepared
  const nameOf = (table: 'queues' | 'drivers', id: string) => workspace.get(table, id)?.name
  if (failed.length > 0) return { why: failed.map((one) => conditionWords(one, nameOf)).join(' · ') }
  if (missing.length > 0)
    return { why: say('macro.still-missing', { list: missing.map(({ label }) => label).join(', ') }) }
  const open = [...new Set([...filled.unresolved, ...unresolvedActions])]
  if (open.length > 0) return { why: `${say('macro.unresolved', { n: open.length })} ${open.join(' ')}` }
  const afterReplyId = row.lastReplyId
  // Looked for in the outbox only where it waits there: of thousands of cases hardly one has such a reply.
  const isWaiting = row.held?.some(({ messageId, until }) => messageId === afterReplyId && until === null) === true
  const ids = { caseId: row.id, messageId: newId(), noteId: newId() }
  const args = applyArgs([applied], { ...ids, text: filled.text, afterReplyId })
  if (args === null) return { why: say('report.not-here') }
  return { mutation: { name: 'macro.apply', args }, dependsOn: isWaiting ? afterReply(workspace, afterReplyId) : [] }
}

/** Applies a macro to each of many cases. Undone, what was sent and can still be taken back is taken back with the rest. */
export function macroStep(workspace: Workspace, source: MacroSource, given: MacroGiven = {}): BulkStep {
  const { known } = knownActions(source.content.actions)
  const plan = (row: CaseRow) => planFor(workspace, row, source, given)
  const status = statusOfMacro(source.content)
  const solving: Solving = {
    plan,
    answers: new Set(known.flatMap((action) => (action.do === 'set-field' ? [action.key] : []))),
    setsDriver: known.some((action) => action.do === 'set-driver'),
  }
  return {
    title: say('bulk.macro', { macro: macroPath(source.content.title).name }),
    apply: (row) => {
      const planned = plan(row)
      return 'why' in planned ? planned : applyPlanned(workspace, planned.mutation.args, planned.dependsOn)
    },
    back: (_before, _now, { step }) =>
      step === null ? { why: say('report.nothing-to-undo') } : undoChange(workspace, step, { isTextKept: false }),
    ...(status === 'solved' || status === 'closed' ? { solving } : {}),
  }
}
