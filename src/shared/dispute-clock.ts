import { type Term, endOfTerm, leftOfTerm } from './clocks/deadline.ts'
import { calendarIn } from './clocks/match-policy.ts'
import { type OpenHours, mondayToFriday, openHours } from './clocks/open-hours.ts'
import type { BusinessCalendar } from './domain/business-calendar.ts'
import type { DisputeClock, DisputeWork, Side } from './domain/dispute.ts'
import { type DisputeDeadline, deadlineFor } from './domain/dispute-deadline.ts'
import { type ClockHolder, type DisputeState, clockOf } from './domain/dispute-state.ts'
import { zoneIn } from './market-time.ts'

/** What the clock of a step follows from. */
export interface ClockFrom {
  readonly kind: string
  readonly openedAt: string
  readonly deadlines: readonly DisputeDeadline[]
  readonly calendars: readonly BusinessCalendar[]
  /** The instant of the step, ISO 8601. */
  readonly at: string
}

type Standing = Pick<DisputeWork, 'market' | 'state' | 'clock' | 'paused'>

/** When people work in a market: by its calendar, or Monday to Friday until it has one. */
function hoursIn(market: string, calendars: readonly BusinessCalendar[]): OpenHours {
  const calendar = calendarIn(market, calendars)
  return calendar === undefined ? mondayToFriday(zoneIn(market)) : openHours(calendar)
}

/** When a deadline is over that begins at an instant, ISO 8601. Where nobody ever works, every day counts. */
function endOf(unit: Term['unit'], amount: number, since: string, hours: OpenHours): string {
  const [term, from] = [{ unit, amount, isRolling: false }, Date.parse(since)]
  const end = endOfTerm(term, hours, from) ?? endOfTerm({ ...term, unit: 'calendar-day' }, hours, from)
  return new Date(end ?? from).toISOString()
}

const holderIn = (state: DisputeState, held: ClockHolder, askedOf: Side | null): ClockHolder =>
  state === 'evidence-requested' && askedOf !== null ? askedOf : held

/** What is left of the deadline that runs now, where the next state only pauses it; otherwise what was kept before. */
function pausedBy(now: Standing, to: DisputeState, { deadlines, calendars, at }: ClockFrom): DisputeWork['paused'] {
  const { clock } = now
  if (!clock.runs) return now.paused
  const row = deadlines.find(({ id }) => id === clock.deadlineId)
  if (row === undefined || !row.pausedBy.includes(to)) return now.paused
  const left = leftOfTerm(row, hoursIn(now.market, calendars), Date.parse(at), Date.parse(clock.at))
  return { step: now.state, deadlineId: row.id, left }
}

/** The clock of the state that a dispute comes to, and what is kept of one that is paused meanwhile. */
export function clockAt(
  now: Standing,
  to: DisputeState,
  askedOf: Side | null,
  from: ClockFrom,
): Pick<DisputeWork, 'clock' | 'paused'> {
  const paused = pausedBy(now, to, from)
  const rule = clockOf[to]
  if ('none' in rule) return { clock: { runs: false, why: rule.none }, paused }
  const row = deadlineFor(from.deadlines, { step: to, market: now.market, kind: from.kind })
  if (row === null) return { clock: { runs: false, why: 'no-deadline-set' }, paused }
  const isResumed = paused?.step === to && paused.deadlineId === row.id
  const since = row.startsOn === 'dispute-opened' && !isResumed ? from.openedAt : from.at
  const amount = isResumed ? paused.left : row.duration
  const clock: DisputeClock = {
    runs: true,
    since,
    at: endOf(row.unit, amount, since, hoursIn(now.market, from.calendars)),
    holder: holderIn(to, rule.holder, askedOf),
    deadlineId: row.id,
    onExpiry: row.onExpiry,
    isPeers: row.isPeers,
    overdueSince: null,
  }
  return { clock, paused: isResumed ? null : paused }
}
