import { zoneIn } from './market-time.ts'

/** What a deadline is counted in. */
export type DeadlineUnit = 'hour' | 'calendar-day' | 'business-day'

/** Which days count, and where. `day` is a date there, such as `2026-11-22`. */
export interface DayCalendar {
  /** As the time zone database calls it. */
  readonly zone: string
  readonly isBusinessDay: (day: string) => boolean
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// Longer than any deadline: a calendar without a single business day must not be searched for ever.
const mostDays = 3660

/** How much of its unit a deadline lasts, in milliseconds: a day is one of 24 hours on the wall, whatever daylight saving makes of it. */
export const lengthOf = (duration: number, unit: DeadlineUnit): number => duration * (unit === 'hour' ? hourMs : dayMs)

/**
 * The instant (milliseconds since 1970) at which so much of a unit has passed: hours by the clock, days at the same time of day in the
 * calendar's zone, business days on days that count alone. The one place where deadlines are worked out.
 */
export function instantAfter(from: number, length: number, unit: DeadlineUnit, calendar: DayCalendar): number {
  if (unit === 'hour') return from + length
  const wall = wallOf(from, calendar.zone)
  return instantOf(unit === 'calendar-day' ? wall + length : afterBusiness(wall, length, calendar), calendar.zone)
}

/** How much of a unit lies between two instants, in milliseconds: what is left of a deadline that is paused. Never below zero. */
export function lengthBetween(from: number, to: number, unit: DeadlineUnit, calendar: DayCalendar): number {
  if (to <= from) return 0
  if (unit === 'hour') return to - from
  const [begin, end] = [wallOf(from, calendar.zone), wallOf(to, calendar.zone)]
  return unit === 'calendar-day' ? Math.max(0, end - begin) : businessBetween(begin, end, calendar)
}

const dayOf = (wall: number): number => Math.floor(wall / dayMs)
const nameOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

function afterBusiness(wall: number, length: number, calendar: DayCalendar): number {
  let [at, left] = [wall, length]
  for (let days = 0; days < mostDays; days += 1) {
    const midnight = (dayOf(at) + 1) * dayMs
    if (calendar.isBusinessDay(nameOf(dayOf(at)))) {
      if (left <= midnight - at) return at + left
      left -= midnight - at
    }
    at = midnight
  }
  return at
}

function businessBetween(begin: number, end: number, calendar: DayCalendar): number {
  let sum = 0
  for (let day = dayOf(begin); day <= dayOf(end) && day - dayOf(begin) < mostDays; day += 1) {
    if (calendar.isBusinessDay(nameOf(day))) sum += Math.min(end, (day + 1) * dayMs) - Math.max(begin, day * dayMs)
  }
  return sum
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockIn(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

/** What the clocks on the wall show, as if it were UTC. */
function wallOf(instant: number, zone: string): number {
  const parts = new Map(
    clockIn(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const whole = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return whole + (((instant % 1000) + 1000) % 1000)
}

/** The instant at which the wall shows this; of an hour that is skipped, as much after it; of one that comes twice, the first. */
function instantOf(wall: number, zone: string): number {
  const guesses = [wall - offsetAt(wall - dayMs, zone), wall - offsetAt(wall + dayMs, zone)]
  const right = guesses.filter((guess) => wallOf(guess, zone) === wall)
  return Math.min(...(right.length > 0 ? right : [wall - offsetAt(wall - dayMs, zone)]))
}

const offsetAt = (instant: number, zone: string): number => wallOf(instant, zone) - instant

/** Monday to Friday where most parties of the market are: what holds until the workspace has calendars of its own. */
export const plainCalendar = (market: string): DayCalendar => ({
  zone: zoneIn(market),
  isBusinessDay: (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
})
