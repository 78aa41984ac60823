import type { CaseClock } from '../domain/case-clock.ts'
import type { Case } from '../domain/case.ts'
import type { ClockPolicy } from '../domain/clock-policy.ts'
import { type Timed, clocksOf } from './case-clocks.ts'
import { firstTimes } from './case-times.ts'
import { marked, nextTimeOf, told } from './clock-marks.ts'
import type { ClockRules } from './match-policy.ts'

/** What clocks follow from; of everything else that changes on a case they know nothing. */
const followed = [
  'status',
  'priority',
  'queueId',
  'market',
  'locale',
  'partyKind',
  'driverId',
  'tags',
  'createdAt',
  'waitingSince',
  'lastReplyId',
  'times',
] as const satisfies readonly (keyof Case)[]

/** Whether anything changed that clocks follow from. */
export const isMoved = (before: Case | undefined, after: Case): boolean =>
  before === undefined || followed.some((field) => before[field] !== after[field])

/** Whatever order their fields come in: a row has been to the disk and back. */
function isSame(a: CaseClock, b: CaseClock | undefined): boolean {
  const names = Object.keys(a)
  return b !== undefined && names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

const sameClocks = (a: readonly CaseClock[], b: readonly CaseClock[]): boolean =>
  a.length === b.length && a.every((clock, index) => isSame(clock, b[index]))

/** The case with these clocks, and when they have to be looked at; the same row where they are as they were. */
export function clocked(row: Case, clocks: CaseClock[], policies: readonly ClockPolicy[]): Case {
  const next = nextTimeOf(clocks, new Map(policies.map((policy) => [policy.id, policy])))
  if (sameClocks(row.clocks ?? [], clocks) && next === (row.clocksAt ?? null)) return row
  const { clocksAt: _before, ...rest } = row
  return { ...rest, clocks, ...(next === null ? {} : { clocksAt: next }) }
}

/** The case with its clocks worked out anew; the same row where they are as they were. */
export function withClocks(row: Case & Timed, rules: ClockRules, at: string): Case {
  const before = row.clocks ?? []
  const clocks = clocksOf(row, rules).map((clock) => marked(clock, before, at))
  return clocked(row, clocks, rules.policies)
}

/** A case that comes from outside with the clocks it has here: what was over before anyone here knew of it raises nobody. */
export function firstClocks(row: Case, rules: ClockRules, at: string): Case {
  const timed = { ...row, times: row.times ?? firstTimes(row) }
  const clocks = clocksOf(timed, rules).flatMap((clock) => {
    const policy = rules.policies.find(({ id }) => id === clock.policyId)
    return policy === undefined ? [] : [told(clock, policy, at)]
  })
  return clocked({ ...timed, clocks }, clocks, rules.policies)
}
