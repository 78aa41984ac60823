import type { CaseClock, SlaKind } from '../domain/case-clock.ts'
import { type Case, type CaseTimes, isOpenCase } from '../domain/case.ts'
import type { ClockPolicy, ClockTarget } from '../domain/clock-policy.ts'
import { endOfTerm } from './deadline.ts'
import { type ClockRules, type Matched, hoursFor, policiesFor } from './match-policy.ts'
import type { Spent } from './open-hours.ts'
import { type Counting, type Run, isStillNow, runsOf, spendOf } from './running-time.ts'

/** A case with the times that its clocks are worked out from. */
export type Timed = Matched & Pick<Case, 'status'> & { readonly times: CaseTimes }

interface Span {
  readonly startedAt: string
  /** Null: it goes on. */
  readonly endedAt: string | null
}

const instant = (at: number): string => new Date(at).toISOString()

/** Since when the case is solved; null while it is open. */
function solvedAt({ status, times: { statuses } }: Timed): string | null {
  if (isOpenCase({ status })) return null
  let first = statuses.length - 1
  for (let before = statuses[first - 1]; before !== undefined && !isOpenCase(before); before = statuses[first - 1])
    first -= 1
  return statuses[first]?.at ?? null
}

/** From when until when a clock of each kind counts; null: there is none on this case now. */
const spanOf: { readonly [K in SlaKind]: (row: Timed) => Span | null } = {
  'first-reply': (row) => ({ startedAt: row.createdAt, endedAt: row.times.firstReplyAt ?? solvedAt(row) }),
  'next-reply': ({ waitingSince, times }) =>
    waitingSince === null || times.firstReplyAt === null ? null : { startedAt: waitingSince, endedAt: null },
  update: ({ status, times }) =>
    times.deskReplyAt === null || !isOpenCase({ status }) ? null : { startedAt: times.deskReplyAt, endedAt: null },
  resolution: (row) => ({ startedAt: row.createdAt, endedAt: solvedAt(row) }),
}

/** How a clock stands that has ended: what it was due at where that was missed, else what was to spare. */
function ended(spent: Spent, endedAt: string): Pick<CaseClock, 'dueAt' | 'leftMs' | 'endedAt'> {
  if (!('at' in spent)) return { dueAt: null, leftMs: spent.left, endedAt }
  return spent.at < Date.parse(endedAt)
    ? { dueAt: instant(spent.at), endedAt }
    : { dueAt: null, leftMs: spent.at - Date.parse(endedAt), endedAt }
}

/** A clock of what is promised, or null where that kind does not run on the case. */
export function slaClock(target: ClockTarget, policy: ClockPolicy, row: Timed, rules: ClockRules): CaseClock | null {
  const span = spanOf[target.kind](row)
  if (span === null) return null
  const { startedAt, endedAt } = span
  const counting = {
    hours: target.counts === 'business' ? hoursFor(policy, row, rules, false) : null,
    pausedBy: target.pausedBy,
  }
  const { statuses } = row.times
  const runs = runsOf(statuses, counting, Date.parse(startedAt), endedAt === null ? Infinity : Date.parse(endedAt))
  const amount = target.seconds[row.priority] * 1000
  const clock = { kind: target.kind, policyId: policy.id, ...(startedAt === row.createdAt ? {} : { startedAt }) }
  if (endedAt !== null) return { ...clock, ...ended(spendOf(runs, counting.hours, amount), endedAt) }
  const { warn, due } = warnAndDue(runs, counting, amount, policy.warnSeconds * 1000)
  return {
    ...clock,
    ...('at' in due ? { dueAt: instant(due.at) } : { dueAt: null, leftMs: due.left }),
    // One that is shorter than its warning is close from the beginning.
    ...('at' in warn ? { warnAt: warn.at === -Infinity ? startedAt : instant(warn.at) } : {}),
    ...(isStillNow(statuses, counting) ? { isPaused: true } : {}),
  }
}

/** When a clock is close, and when it is over: one walk through its runs for both. */
function warnAndDue(runs: readonly Run[], { hours }: Counting, amount: number, warning: number) {
  if (warning >= amount) return { warn: { at: -Infinity }, due: spendOf(runs, hours, amount) }
  const warn = spendOf(runs, hours, amount - warning)
  if (warning === 0) return { warn, due: warn }
  if (!('at' in warn)) return { warn, due: { left: warn.left + warning } }
  const rest = runs.flatMap(([from, to]): Run[] => (to > warn.at ? [[Math.max(from, warn.at), to]] : []))
  return { warn, due: spendOf(rest, hours, warning) }
}

/** The clock of what is demanded; null where the policy demands nothing, or nobody ever works. */
export function legalClock(policy: ClockPolicy, row: Timed, rules: ClockRules): CaseClock | null {
  const { legal } = policy
  if (legal === null) return null
  const due = endOfTerm(legal, hoursFor(policy, row, rules, true), Date.parse(row.createdAt))
  if (due === null) return null
  const clock = { kind: 'legal' as const, policyId: policy.id }
  const endedAt = (legal.endsOn === 'first-reply' ? row.times.firstReplyAt : null) ?? solvedAt(row)
  if (endedAt !== null) return { ...clock, ...ended({ at: due }, endedAt) }
  return { ...clock, dueAt: instant(due), warnAt: instant(due - policy.warnSeconds * 1000) }
}

/** Every clock of a case, as things stand: nothing of what was made known of them is in it yet. */
export function clocksOf(row: Timed, rules: ClockRules): CaseClock[] {
  const { sla, legal } = policiesFor(row, rules)
  const promised = sla === null ? [] : sla.targets.map((target) => slaClock(target, sla, row, rules))
  return [...promised, ...legal.map((policy) => legalClock(policy, row, rules))].filter((clock) => clock !== null)
}
