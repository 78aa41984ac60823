import { expect, test } from 'vitest'
import { type Timed, legalClock, slaClock } from '#shared/clocks/case-clocks.ts'
import type { BusinessCalendar } from '#shared/domain/business-calendar.ts'
import { type CaseClock, SlaKind } from '#shared/domain/case-clock.ts'
import type { ClockPolicy, ClockTarget, LegalTerm } from '#shared/domain/clock-policy.ts'
import { Random } from '#tests/sync/random.ts'
import { instant, someCalendar, someCase, someLegalPolicy, somePolicy } from './random-clocks.ts'
import { WallClock, dayShown, endOfDayByWall, isWorkedOn, openMinutes, stepThrough, wallReader } from './wall-clock.ts'

/** Both hemispheres, half and quarter hours, clocks that are set by half an hour, at midnight, or for a month of fasting; and none of it. */
const zones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Havana',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Manila',
]
const [from, to] = ['2025-01-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z']
const calendarsOfZone = 7
const casesOfCalendar = 1191
const open = new Map<string, Uint8Array>()
const isAtEnd = (status: string): boolean => status === 'solved' || status === 'closed'

/** The stretch of time that a clock of some kind is about, told from the case once more. */
function spanOf({ createdAt, waitingSince, status, times }: Timed, kind: SlaKind): [string, string | null] | null {
  const backwards = [...times.statuses].reverse()
  const lastOpen = backwards.findIndex((one) => !isAtEnd(one.status))
  const solved = isAtEnd(status) ? (backwards[lastOpen - 1]?.at ?? null) : null
  if (kind === 'resolution') return [createdAt, solved]
  if (kind === 'first-reply') return [createdAt, times.firstReplyAt ?? solved]
  if (kind === 'next-reply') return waitingSince === null ? null : [waitingSince, null]
  return times.deskReplyAt === null || solved !== null ? null : [times.deskReplyAt, null]
}

/** When so much is used up, one minute after the other, through all statuses that count. */
function walk(row: Timed, target: ClockTarget, wall: WallClock, minutes: Uint8Array, amount: number) {
  const span = spanOf(row, target.kind)
  if (span === null) return null
  const [begin, end] = [Date.parse(span[0]), span[1] === null ? Infinity : Date.parse(span[1])]
  const { statuses } = row.times
  let left = amount
  for (const [index, { status }] of statuses.entries()) {
    const since = index === 0 ? -Infinity : Date.parse(statuses[index]?.at ?? '')
    const until = Date.parse(statuses[index + 1]?.at ?? '') || Infinity
    if (isAtEnd(status) || target.pausedBy.includes(status)) continue
    const part = { from: Math.max(begin, since), to: Math.min(end, until), left }
    const walked = stepThrough(minutes, wall.begin, part)
    if (walked.at !== null) return { at: walked.at, left: 0, span }
    left = walked.left
  }
  return { at: null, left, span }
}

/** The clock as it should be. */
function slowClock(row: Timed, policy: ClockPolicy, target: ClockTarget, wall: WallClock, minutes: Uint8Array) {
  const amount = target.seconds[row.priority] * 1000
  const due = walk(row, target, wall, minutes, amount)
  if (due === null) return null
  const isSince = due.span[0] === row.createdAt ? {} : { startedAt: due.span[0] }
  const clock = { kind: target.kind, policyId: policy.id, ...isSince }
  const endedAt = due.span[1]
  if (endedAt !== null) {
    if (due.at !== null && due.at < Date.parse(endedAt)) return { ...clock, dueAt: instant(due.at), endedAt }
    return { ...clock, dueAt: null, leftMs: due.left, endedAt }
  }
  const untilWarning = amount - policy.warnSeconds * 1000
  const warn = untilWarning <= 0 ? { at: Date.parse(due.span[0]) } : walk(row, target, wall, minutes, untilWarning)
  const last = row.times.statuses.at(-1)?.status ?? 'open'
  return {
    ...clock,
    ...(due.at === null ? { dueAt: null, leftMs: due.left } : { dueAt: instant(due.at) }),
    ...(warn?.at === null || warn === null ? {} : { warnAt: instant(warn.at) }),
    ...(isAtEnd(last) || target.pausedBy.includes(last) ? { isPaused: true } : {}),
  }
}

/** The end of a term as it should be, day after day by what the clocks show. */
function slowEnd(term: LegalTerm, calendar: BusinessCalendar, wall: WallClock, startedAt: string): number {
  const begin = Date.parse(startedAt)
  if (term.unit === 'hour') return begin + term.amount * 3_600_000
  let day = dayShown(wall, Math.floor((begin - wall.begin) / 60_000))
  for (let n = 0; n < term.amount; n++) {
    day += 1
    while (term.unit === 'business-day' && !isWorkedOn(day, calendar)) day += 1
  }
  while (term.unit === 'calendar-day' && term.isRolling && !isWorkedOn(day, calendar)) day += 1
  return endOfDayByWall(wall, day)
}

interface Difference {
  readonly row: unknown
  readonly policy: ClockPolicy
  readonly is: CaseClock | null
  readonly shouldBe: unknown
}

/** The first case of a calendar on which both differ. */
function firstDifference(
  random: Random,
  wall: WallClock,
  calendar: BusinessCalendar,
  minutes: Uint8Array,
): Difference | null {
  const changes = wall.changes()
  const rules = { policies: [], calendars: [calendar], queues: [] }
  for (let n = 0; n < casesOfCalendar; n++) {
    const row = someCase(random, wall, changes)
    const policy = random.chance(0.2) ? someLegalPolicy(random) : somePolicy(random, random.pick(SlaKind.options))
    const [target] = policy.targets
    if (target === undefined) {
      const is = legalClock(policy, { ...row, status: 'open' }, rules)
      const shouldBe = policy.legal === null ? 0 : slowEnd(policy.legal, calendar, wall, row.createdAt)
      if (is?.dueAt !== instant(shouldBe)) return { row, policy, is, shouldBe: instant(shouldBe) }
    } else {
      const is = slaClock(target, policy, row, rules)
      const every = target.counts === 'always' ? always(wall) : minutes
      const isNone = target.kind === 'next-reply' && row.times.firstReplyAt === null
      const shouldBe = isNone ? null : slowClock(row, policy, target, wall, every)
      if (JSON.stringify(sorted(is)) !== JSON.stringify(sorted(shouldBe))) return { row, policy, is, shouldBe }
    }
  }
  return null
}

const sorted = (clock: object | null): unknown => clock && Object.entries(clock).sort(([a], [b]) => (a < b ? -1 : 1))

function always(wall: WallClock): Uint8Array {
  const known = open.get(wall.timeZone) ?? new Uint8Array(wall.length).fill(1)
  open.set(wall.timeZone, known)
  return known
}

// Catches: an hour that clocks show twice or leave out counted wrongly, a break worked through, a holiday forgotten, time counted while the
// clock stands still or the case is solved, a day that ends at another midnight, and rounding anywhere.
test.for(zones.map((zone, index) => [zone, index] as const))(
  'clocks in %s are those that counting minute by minute on a clock on the wall comes to',
  ([zone, index]) => {
    const wall = new WallClock(zone, from, to)
    const random = new Random(5000 + index)
    const read = wallReader(zone)
    for (let n = 0; n < 500; n++) {
      const minute = random.below(wall.length)
      expect(wall.shownIn(minute)).toBe(read(wall.begin + minute * 60_000))
    }
    for (let n = 0; n < calendarsOfZone; n++) {
      const calendar = someCalendar(random, wall)
      expect(firstDifference(random, wall, calendar, openMinutes(wall, calendar))).toBeNull()
    }
  },
)

// Catches: somebody making the test above cheaper than what was promised.
test('at least 100,000 cases are compared, over at least 12 zones', () => {
  expect(zones.length * calendarsOfZone * casesOfCalendar).toBeGreaterThanOrEqual(100_000)
  expect(new Set(zones).size).toBeGreaterThanOrEqual(12)
})
