import type { LocalDay, OpenHours } from './open-hours.ts'

/**
 * How long somebody has for something. `hour` counts every hour; the day it began on is not counted, and a day ends at its midnight. `calendar-day`
 * counts every day, `business-day` those on which anybody works.
 */
export interface Term {
  /** None of them: until the end of the day it began on, or of the next one that counts. */
  readonly amount: number
  readonly unit: 'hour' | 'calendar-day' | 'business-day'
  /** Whether a last day on which nobody works makes room for the next one on which somebody does. */
  readonly isRolling: boolean
}

const hourMs = 3_600_000
/** Whoever does not work on any day of a year works on none. */
const mostDays = 366

function nextWorked(hours: OpenHours, from: LocalDay): LocalDay | null {
  for (let day = from; day < from + mostDays; day++) if (hours.isWorked(day)) return day
  return null
}

function lastDay(term: Term, hours: OpenHours, first: LocalDay): LocalDay | null {
  if (term.unit === 'calendar-day') {
    const last = first + term.amount
    return term.isRolling ? nextWorked(hours, last) : last
  }
  let last: LocalDay | null = term.amount === 0 ? nextWorked(hours, first) : first
  for (let n = 0; n < term.amount && last !== null; n++) last = nextWorked(hours, last + 1)
  return last
}

/** When a term is over that began at an instant, in milliseconds since 1970; null where nobody ever works. */
export function endOfTerm(term: Term, hours: OpenHours, from: number): number | null {
  if (term.unit === 'hour') return from + Math.round(term.amount * hourMs)
  const last = lastDay(term, hours, hours.dayAt(from))
  return last === null ? null : hours.endOf(last)
}

/** How much of a term is left at an instant, in its unit, of one that ends at another: begun then, such a term ends where this one does. */
export function leftOfTerm({ unit }: Pick<Term, 'unit'>, hours: OpenHours, from: number, end: number): number {
  if (end <= from) return 0
  if (unit === 'hour') return (end - from) / hourMs
  const [first, last] = [hours.dayAt(from), hours.dayAt(end - 1)]
  if (unit === 'calendar-day') return last - first
  let left = 0
  for (let day = first + 1; day <= last; day++) if (hours.isWorked(day)) left += 1
  return left
}
