import type { CaseClock } from '../domain/case-clock.ts'
import type { ClockPolicy } from '../domain/clock-policy.ts'

type Made = Pick<CaseClock, 'warnedAt' | 'breachedAt' | 'raised'>

/** When the service has to make something of a clock known next; null: not before something changes. */
function nextOf(clock: CaseClock, { raiseAfter }: ClockPolicy): string | null {
  if (clock.endedAt !== undefined) return null
  const due = clock.dueAt
  if (clock.breachedAt === undefined) return clock.warnedAt === undefined ? least(clock.warnAt, due) : due
  const raise = raiseAfter[clock.raised ?? 0]
  return due === null || raise === undefined ? null : new Date(Date.parse(due) + raise * 1000).toISOString()
}

const least = (a: string | null | undefined, b: string | null): string | null =>
  a === undefined || a === null ? b : b === null || a < b ? a : b

/** When the service has to make something of any of these known next. */
export function nextTimeOf(clocks: readonly CaseClock[], policies: ReadonlyMap<string, ClockPolicy>): string | null {
  let next: string | null = null
  for (const clock of clocks) {
    const policy = policies.get(clock.policyId)
    if (policy !== undefined) next = least(nextOf(clock, policy), next)
  }
  return next
}

function withMade(clock: CaseClock, made: Made): CaseClock {
  const { warnedAt: _warned, breachedAt: _breached, raised: _raised, ...bare } = clock
  return { ...bare, ...made }
}

const isSame = (a: CaseClock, b: CaseClock): boolean =>
  a.kind === b.kind && a.startedAt === b.startedAt && (a.kind !== 'legal' || a.policyId === b.policyId)

/** A clock worked out anew with what was made known of the one before: as far as it still holds. `at`: the time. */
export function marked(clock: CaseClock, before: readonly CaseClock[], at: string): CaseClock {
  const old = before.find((one) => isSame(one, clock))
  const isOver = clock.dueAt !== null && clock.dueAt <= at
  const isClose = isOver || (clock.warnAt !== undefined && clock.warnAt <= at)
  return withMade(clock, {
    ...(old?.warnedAt !== undefined && isClose ? { warnedAt: old.warnedAt } : {}),
    ...(old?.breachedAt !== undefined && isOver ? { breachedAt: old.breachedAt } : {}),
    ...(old?.raised !== undefined && isOver ? { raised: old.raised } : {}),
  })
}

/** A clock with everything made known that is due by now. */
export function told(clock: CaseClock, policy: ClockPolicy, at: string): CaseClock {
  const isOver = clock.dueAt !== null && clock.dueAt <= at
  const since = clock.dueAt === null ? Infinity : (Date.parse(at) - Date.parse(clock.dueAt)) / 1000
  const raised = isOver ? policy.raiseAfter.filter((after) => after <= since).length : 0
  const warnedAt = clock.warnedAt ?? (clock.warnAt !== undefined && clock.warnAt <= at ? at : undefined)
  const breachedAt = clock.breachedAt ?? (isOver ? at : undefined)
  return withMade(clock, {
    ...(warnedAt === undefined ? {} : { warnedAt }),
    ...(breachedAt === undefined ? {} : { breachedAt }),
    ...(Math.max(raised, clock.raised ?? 0) === 0 ? {} : { raised: Math.max(raised, clock.raised ?? 0) }),
  })
}
