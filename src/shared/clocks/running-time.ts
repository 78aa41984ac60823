import type { CaseStatus, CaseTimes } from '../domain/case.ts'
import type { OpenHours, Spent } from './open-hours.ts'

/** From when until when a clock ran, in milliseconds since 1970. */
export type Run = readonly [from: number, to: number]

/** What a clock counts: `hours` null is every hour. */
export interface Counting {
  readonly hours: OpenHours | null
  /** In these it stands still. */
  readonly pausedBy: readonly CaseStatus[]
}

const isStill = (status: CaseStatus, { pausedBy }: Pick<Counting, 'pausedBy'>): boolean =>
  status === 'solved' || status === 'closed' || pausedBy.includes(status)

/** When a clock ran that began at an instant and ended at another (Infinity: it did not), by the statuses the case has had. */
export function runsOf(statuses: CaseTimes['statuses'], counting: Counting, from: number, to: number): Run[] {
  const runs: Run[] = []
  for (const [index, { status, at }] of statuses.entries()) {
    const next = statuses[index + 1]
    // Nobody knows what was before the first one: it is taken to have been the same.
    const begin = Math.max(from, index === 0 ? from : Date.parse(at))
    const end = Math.min(to, next === undefined ? Infinity : Date.parse(next.at))
    if (begin < end && !isStill(status, counting)) runs.push([begin, end])
  }
  return runs
}

/** Uses up so many milliseconds of what a clock counts; where it ran shorter, so many are left. */
export function spendOf(runs: readonly Run[], hours: OpenHours | null, amount: number): Spent {
  let left = amount
  for (const [from, to] of runs) {
    if (hours === null && to - from >= left) return { at: from + left }
    const spent: Spent = hours === null ? { left: left - (to - from) } : hours.spend(from, to, left)
    if ('at' in spent) return spent
    left = spent.left
  }
  return { left }
}

/** Whether the clock stands still in the status the case has now. */
export const isStillNow = (statuses: CaseTimes['statuses'], counting: Counting): boolean => {
  const last = statuses.at(-1)
  return last !== undefined && isStill(last.status, counting)
}
