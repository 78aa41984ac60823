import type { BulkReason, BulkRefused, BulkRun } from '#renderer/workspace/bulk-run.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Cases that were refused for one reason. */
export interface RefusedGroup {
  readonly words: string
  readonly cases: readonly BulkRefused[]
}

/** A reason in words, with what to do next. */
export function reasonWords(reason: BulkReason): string {
  if (typeof reason === 'object') return reason.why
  return reason === 'changed-since' || reason === 'not-here' ? say(`report.${reason}`) : say(`refused.${reason}`)
}

/** What was refused, by reason, the most frequent first. */
export function refusedGroups(refused: readonly BulkRefused[]): RefusedGroup[] {
  const groups = new Map<string, BulkRefused[]>()
  for (const one of refused) {
    const words = reasonWords(one.reason)
    const group = groups.get(words)
    if (group === undefined) groups.set(words, [one])
    else group.push(one)
  }
  return [...groups].map(([words, cases]) => ({ words, cases })).sort((a, b) => b.cases.length - a.cases.length)
}

/** How many of those that were changed wait to be sent. */
export function waitingOf(workspace: Workspace, run: BulkRun): number {
  const waiting = new Set(workspace.waiting().map(({ opId }) => opId))
  return run.done.filter(({ opId }) => waiting.has(opId)).length
}

/** A field as RFC 4180 has it; one that a table program would work out as a formula is made text. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const csvLine = (fields: readonly string[]): string => fields.map(csvField).join(',')

/** The whole report, a line for each case. */
export function reportCsv(run: BulkRun): string {
  const refused = run.refusals()
  const refusedIds = new Set(refused.map(({ caseId }) => caseId))
  const done = run.done.filter(({ before }) => !refusedIds.has(before.id))
  return [
    csvLine([say('report.csv-number'), say('report.csv-subject'), say('report.csv-outcome')]),
    ...done.map(({ before }) => csvLine([before.number, before.subject, say('report.csv-done')])),
    ...refused.map(({ number, subject, reason }) => csvLine([number, subject, reasonWords(reason)])),
    '',
  ].join('\r\n')
}
