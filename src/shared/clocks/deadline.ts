import type { LocalDay, OpenHours } from './open-hours.ts'

/**
 * How long somebody has for something. `hour` counts every hour; the day it began on is not counted, and a day ends at its midnight. `calendar-day`
 * counts every day, `business-day` those on which anybody works.
 */
export interface Term {
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
  let last: LocalDay | null = first
  for (let n = 0; n < term.amount && last !== null; n++) last = nextWorked(hours, last + 1)
  return last
}

/** When a term is over that began at an instant, in milliseconds since 1970; null where nobody ever works. */
export function endOfTerm(term: Term, hours: OpenHours, from: number): number | null {
  if (term.unit === 'hour') return from + term.amount * hourMs
  const last = lastDay(term, hours, hours.dayAt(from))
  return last === null ? null : hours.endOf(last)
}
