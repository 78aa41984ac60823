import type { CaseClock } from '#shared/domain/case-clock.ts'
import type { CaseRow } from './case-list.ts'

/** A clock of which something is to be made known. */
export interface ToldClock {
  readonly row: CaseRow
  readonly clock: CaseClock
  readonly what: 'close' | 'over'
}

/** What was made known of the clocks of a case between two of its rows: the gravest. Null: nothing. */
export function newlyTold(before: CaseRow, now: CaseRow): ToldClock | null {
  if (before.clocks === now.clocks || now.clocks === undefined) return null
  let close: CaseClock | null = null
  for (const clock of now.clocks) {
    const old = before.clocks?.find(({ kind, policyId }) => kind === clock.kind && policyId === clock.policyId)
    if (clock.breachedAt !== undefined && old?.breachedAt === undefined) return { row: now, clock, what: 'over' }
    if (clock.warnedAt !== undefined && old?.warnedAt === undefined) close ??= clock
  }
  return close === null ? null : { row: now, clock: close, what: 'close' }
}

/** What a running clock has come to by `now`, in milliseconds since 1970, that the service has not made known; null: nothing. */
function comesTo(
  { dueAt, warnAt, endedAt, isPaused, warnedAt, breachedAt }: CaseClock,
  now: number,
): ToldClock['what'] | null {
  if (dueAt === null || endedAt !== undefined || isPaused === true || breachedAt !== undefined) return null
  if (Date.parse(dueAt) <= now) return 'over'
  return warnAt !== undefined && warnedAt === undefined && Date.parse(warnAt) <= now ? 'close' : null
}

// Another end is another thing to say, even of the same clock.
const keyOf = ({ row, clock: { kind, policyId, dueAt } }: ToldClock): string =>
  `${row.id} ${kind} ${policyId} ${dueAt ?? ''}`

/**
 * What an agent is told of the clocks of their cases: by the service while it can be heard, and while it cannot, by the deadlines that the
 * window has. Each once: what the window has said is not said again when the service says it, too.
 */
export class ClockNews {
  readonly #meId: string
  /** What the window has said by itself. */
  readonly #said = new Map<string, ToldClock['what']>()

  constructor(meId: string) {
    this.#meId = meId
  }

  /** Of what the service made known, what the window has not said yet. */
  heard(told: readonly ToldClock[]): ToldClock[] {
    return told.filter((one) => !this.#isSaid(one))
  }

  /** What the clocks of these cases have come to by the window's own time, `now`, in milliseconds since 1970: of each case the gravest. */
  byOwnTime(rows: Iterable<CaseRow>, now: number): ToldClock[] {
    const news: ToldClock[] = []
    for (const row of rows) {
      if (row.assigneeId !== this.#meId) continue
      const fresh = (row.clocks ?? []).flatMap((clock) => this.#fresh(row, clock, now))
      const gravest = fresh.find(({ what }) => what === 'over') ?? fresh[0]
      if (gravest !== undefined) news.push(gravest)
    }
    return news
  }

  /** What a clock has come to, where that was not said: from now on it was. */
  #fresh(row: CaseRow, clock: CaseClock, now: number): ToldClock[] {
    const what = comesTo(clock, now)
    if (what === null) return []
    const one = { row, clock, what }
    if (this.#isSaid(one)) return []
    this.#said.set(keyOf(one), what)
    return [one]
  }

  /** Whoever heard that a clock is over need not hear that it was close. */
  #isSaid(one: ToldClock): boolean {
    const said = this.#said.get(keyOf(one))
    return said === 'over' || (said === 'close' && one.what === 'close')
  }
}
