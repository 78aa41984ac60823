import type { BusinessCalendar, OpenBlock } from '#shared/domain/business-calendar.ts'
import { CaseStatus } from '#shared/domain/case.ts'
import type { SlaKind } from '#shared/domain/case-clock.ts'
import type { ClockPolicy, LegalTerm } from '#shared/domain/clock-policy.ts'
import type { Timed } from '#shared/clocks/case-clocks.ts'
import { aCase, idOf } from '#tests/builders.ts'
import type { Random } from '#tests/sync/random.ts'
import type { WallClock } from './wall-clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export const instant = (at: number): string => new Date(at).toISOString()

function someBlocks(random: Random): OpenBlock[] {
  const from = random.pick([0, 30, 60, 120, 150, 480, 525, 540, 600])
  const first = { from, to: Math.min(1440, from + random.pick([30, 60, 180, 240, 300])) }
  if (random.chance(0.4)) return [first]
  const again = Math.min(1438, first.to + random.pick([0, 15, 30, 60]))
  const second = { from: again, to: Math.min(1440, again + random.pick([45, 180, 270, 700])) }
  return random.chance(0.1) ? [{ from: first.from, to: second.to }, second, first] : [second, first]
}

/** Hours with breaks, short nights and holidays that fall on days on which clocks are set, too. */
export function someCalendar(random: Random, wall: WallClock): BusinessCalendar {
  const isAlways = random.chance(0.1)
  const days = random.pick([
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5, 6, 7],
    [7, 1, 2, 3, 4],
    [2, 4],
  ])
  const set = wall.changes()
  const special = Array.from({ length: random.below(12) }, () => {
    const at = random.chance(0.3) && set.length > 0 ? random.pick(set) : random.between(wall.begin, wall.end)
    const isShort = random.chance(0.3)
    return { day: instant(at).slice(0, 10), name: 'Off', ...(isShort ? { blocks: someBlocks(random) } : {}) }
  })
  return {
    id: idOf(40),
    name: wall.timeZone,
    timeZone: wall.timeZone,
    markets: ['US'],
    siteIds: [],
    week: isAlways
      ? [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 0, to: 1440 }))
      : days.flatMap((day) => someBlocks(random).map((block) => ({ ...block, day }))),
    // Each day once: the last one of a day would count.
    holidays: [...new Map(special.map((holiday) => [holiday.day, holiday])).values()],
  }
}

/** Often just before the clocks are set. */
function someBeginning(random: Random, wall: WallClock, changes: readonly number[]): number {
  const isNear = random.chance(0.5) && changes.length > 0
  const at = isNear
    ? random.pick(changes) - random.between(-2, 70) * hourMs
    : random.between(wall.begin + dayMs, wall.end - dayMs)
  const latest = wall.begin + (wall.end - wall.begin) / 3
  const wrapped = at > latest ? wall.begin + dayMs + ((at - wall.begin) % (latest - wall.begin - dayMs)) : at
  const rounded = random.chance(0.4) ? random.pick([60_000, 30 * 60_000]) : 1
  return Math.floor(Math.max(wall.begin + dayMs, wrapped) / rounded) * rounded
}

/** A case that went through some statuses, each for minutes or days. */
export function someCase(random: Random, wall: WallClock, changes: readonly number[]): Timed {
  const createdAt = someBeginning(random, wall, changes)
  const statuses = [{ status: random.pick(['new', 'open'] as const), at: instant(createdAt) }]
  let at = createdAt
  for (let n = random.below(5); n > 0; n--) {
    at += Math.floor(random.between(1, random.pick([5 * 60_000, 6 * hourMs, 4 * dayMs])))
    const status = random.pick(CaseStatus.options)
    if (status !== statuses.at(-1)?.status) statuses.push({ status: status as 'new', at: instant(at) })
  }
  const status: CaseStatus = statuses.at(-1)?.status ?? 'open'
  const repliedAt = random.chance(0.6) ? instant(createdAt + Math.floor(random.between(1, 3 * dayMs))) : null
  const isOpen = !['solved', 'closed'].includes(status)
  const wait = instant(createdAt + Math.floor(random.between(1, 2 * dayMs)))
  return {
    ...aCase({ status, createdAt: instant(createdAt), priority: random.pick(['low', 'urgent']) }),
    waitingSince: isOpen && repliedAt !== null && random.chance(0.7) ? wait : null,
    times: { statuses, firstReplyAt: repliedAt, deskReplyAt: repliedAt },
  }
}

/** A policy with one target of a kind. */
export function somePolicy(random: Random, kind: SlaKind): ClockPolicy {
  // Full hours end now and then just where a block does.
  const seconds = (): number =>
    random.chance(0.4)
      ? 900 * (1 + random.below(40))
      : Math.floor(random.between(15, random.pick([3600, 8 * 3600, 40 * 3600])))
  return {
    id: idOf(41),
    name: 'Some',
    position: 0,
    active: true,
    when: {},
    targets: [
      {
        kind,
        seconds: { low: seconds(), normal: seconds(), high: seconds(), urgent: seconds() },
        counts: random.chance(0.8) ? 'business' : 'always',
        pausedBy: CaseStatus.options.filter(() => random.chance(0.25)),
      },
    ],
    legal: null,
    calendarId: null,
    warnSeconds: Math.floor(random.between(0, 3 * 3600)),
    raiseAfter: [0],
  }
}

/** A policy with a term of a law. */
export function someLegalPolicy(random: Random): ClockPolicy & { legal: LegalTerm } {
  const unit = random.pick(['hour', 'calendar-day', 'business-day'] as const)
  return {
    ...somePolicy(random, 'resolution'),
    targets: [],
    legal: {
      amount: 1 + random.below(unit === 'hour' ? 100 : 20),
      unit,
      isRolling: random.chance(0.5),
      endsOn: 'solved',
      source: 'A law',
      verifiedOn: null,
      owner: 'Legal',
    },
  }
}
