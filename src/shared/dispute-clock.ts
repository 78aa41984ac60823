import { type DayCalendar, instantAfter, lengthBetween, lengthOf, plainCalendar } from './deadline-time.ts'
import type { DisputeClock, DisputeWork, Side } from './domain/dispute.ts'
import { type DisputeDeadline, deadlineFor } from './domain/dispute-deadline.ts'
import { type ClockHolder, type DisputeState, clockOf } from './domain/dispute-state.ts'

/** What the clock of a step follows from. */
export interface ClockFrom {
  readonly kind: string
  readonly openedAt: string
  readonly deadlines: readonly DisputeDeadline[]
  /** The instant of the step, ISO 8601. */
  readonly at: string
}

type Standing = Pick<DisputeWork, 'market' | 'state' | 'clock' | 'paused'>

/** Which days count in a market. */
export const calendarOf = (market: string): DayCalendar => plainCalendar(market)

const holderIn = (state: DisputeState, held: ClockHolder, askedOf: Side | null): ClockHolder =>
  state === 'evidence-requested' && askedOf !== null ? askedOf : held

/** What is left of the deadline that runs now, where the next state only pauses it; otherwise what was kept before. */
function pausedBy(now: Standing, to: DisputeState, { deadlines, at }: ClockFrom): DisputeWork['paused'] {
  const { clock } = now
  if (!clock.runs) return now.paused
  const row = deadlines.find(({ id }) => id === clock.deadlineId)
  if (row === undefined || !row.pausedBy.includes(to)) return now.paused
  const leftMs = lengthBetween(Date.parse(at), Date.parse(clock.at), row.unit, calendarOf(now.market))
  return { step: now.state, deadlineId: row.id, leftMs }
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
  const length = isResumed ? paused.leftMs : lengthOf(row.duration, row.unit)
  const at = instantAfter(Date.parse(since), length, row.unit, calendarOf(now.market))
  const clock: DisputeClock = {
    runs: true,
    since,
    at: new Date(at).toISOString(),
    holder: holderIn(to, rule.holder, askedOf),
    deadlineId: row.id,
    onExpiry: row.onExpiry,
    isPeers: row.isPeers,
    overdueSince: null,
  }
  return { clock, paused: isResumed ? null : paused }
}
