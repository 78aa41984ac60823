import type { CaseClock } from '#shared/domain/case-clock.ts'
import type { CaseRow } from './case-list.ts'

/** A clock of which the service has just made something known. */
export interface ToldClock {
  readonly row: CaseRow
  readonly clock: CaseClock
  readonly what: 'close' | 'over'
}

/** What was made known of the clocks of a case between two of its rows: the gravest. Null: nothing. */
export function newlyTold(before: CaseRow, now: CaseRow): ToldClock | null {
  if (before.clocks === now.clocks || now.clocks === undefined) return null
  let close: CaseClock | null = null
  for (const clock of now.clocks) {
    const old = before.clocks?.find(({ kind, policyId }) => kind === clock.kind && policyId === clock.policyId)
    if (clock.breachedAt !== undefined && old?.breachedAt === undefined) return { row: now, clock, what: 'over' }
    if (clock.warnedAt !== undefined && old?.warnedAt === undefined) close ??= clock
  }
  return close === null ? null : { row: now, clock: close, what: 'close' }
}
