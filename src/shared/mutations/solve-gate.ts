import { type Asking, formOf, missingFields } from '../domain/case-form.ts'
import { type Case, isMerged, isOpenCase } from '../domain/case.ts'
import { isDeskStep } from '../domain/dispute-state.ts'
import { isOpenEscalation } from '../domain/escalation-state.ts'
import type { Refusal } from '../refusals.ts'
import type { Row, SettingsTable } from '../tables.ts'
import { type Change, every, refuse } from './define-mutation.ts'

/** Where the case as it was and what is asked of it are found. */
interface Rows {
  get(table: 'cases', id: string): Case | undefined
  every<T extends SettingsTable>(table: T): readonly Row<T>[]
}

/** What has to be at hand for every mutation: each may turn out to solve a case. */
export const solveReads = [every('forms'), every('queues')] as const

/** Everything that keeps a case from being solved, in the order in which it is best settled. */
export function solveObstacles(row: Case, asking: Asking): Refusal[] {
  // What it was merged into is asked instead.
  if (isMerged(row)) return []
  const form = formOf(row, asking)
  const isDriverMissing = form?.isDriverRequired === true && (row.driverId ?? null) === null
  return [
    ...missingFields(row, form).map(({ key }) => refuse('fields-missing', key)),
    ...(isDriverMissing ? [refuse('driver-missing')] : []),
    ...((row.checklist ?? []).some(({ done }) => done === null) ? [refuse('checklist-open')] : []),
  ]
}

/**
 * Why these changes would leave a case solved or closed that may not be, or null. Asked of what a mutation comes to and not within it, so that
 * no way to solve a case goes past it. A case that was solved already may lack what it lacked, but no more.
 */
export function solveRefusal(changes: readonly Change[], rows: Rows): Refusal | null {
  for (const change of changes) {
    if (change.do === 'remove' || change.table !== 'cases' || isOpenCase(change.row)) continue
    const refusal = refusalOf(change.row, rows.get('cases', change.row.id), rows)
    if (refusal !== null) return refusal
  }
  return null
}

function refusalOf(row: Case, before: Case | undefined, rows: Rows): Refusal | null {
  const wasOpen = before === undefined || isOpenCase(before)
  if (wasOpen && row.escalation !== null && isOpenEscalation(row.escalation.state)) return refuse('escalation-is-open')
  // While a side has its turn the case may rest; what the desk owes must be done first.
  if (wasOpen && row.dispute && isDeskStep(row.dispute.state)) return refuse('dispute-needs-desk')
  const asking = { forms: rows.every('forms'), queues: rows.every('queues') }
  const now = solveObstacles(row, asking)
  if (wasOpen || now.length === 0) return now[0] ?? null
  const old = new Set(solveObstacles(before, asking).map(keyOf))
  return now.find((obstacle) => !old.has(keyOf(obstacle))) ?? null
}

const keyOf = ({ refused, about = '' }: Refusal): string => `${refused} ${about}`
