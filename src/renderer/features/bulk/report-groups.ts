import type { BulkReason, BulkRefused, BulkRun } from '#renderer/workspace/bulk-run.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** Cases that were refused for one reason. */
export interface RefusedGroup {
  readonly reason: BulkReason
  readonly words: string
  readonly cases: readonly BulkRefused[]
}

/** A reason in words, with what to do next. */
export const reasonWords = (reason: BulkReason): string =>
  reason === 'changed-since' || reason === 'not-here' ? say(`report.${reason}`) : say(`refused.${reason}`)

/** What was refused, by reason, the most frequent first. */
export function refusedGroups(refused: readonly BulkRefused[]): RefusedGroup[] {
  const groups = new Map<BulkReason, BulkRefused[]>()
  for (const one of refused) {
    const group = groups.get(one.reason)
    if (group === undefined) groups.set(one.reason, [one])
    else group.push(one)
  }
  return [...groups]
    .map(([reason, cases]) => ({ reason, words: reasonWords(reason), cases }))
    .sort((a, b) => b.cases.length - a.cases.length)
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
