import type { Escalation } from '../domain/escalation.ts'
import { unraisedBecause } from '../domain/escalation-state.ts'
import type { Queue } from '../domain/queue.ts'

/** The highest level: by then whoever leads knows. */
export const mostRaised = 2
const betweenLevelsMs = 30 * 60_000

type Raisable = Pick<Escalation, 'state' | 'packet' | 'submittedAt' | 'waiting' | 'raised'>

/** Whether a clock may raise it further: it is with Tier 2, undecided, and not at the highest level. */
export const mayRise = ({ state, raised }: Pick<Raisable, 'state' | 'raised'>): boolean =>
  unraisedBecause[state] === null && (raised?.level ?? 0) < mostRaised

/**
 * When an escalation is raised by itself: when its promise or its next update is due, or when it has lain in its queue for as long as that
 * allows; the second time half an hour after the first. Null where no clock runs.
 */
export function raiseAtOf(row: Raisable, queue: Pick<Queue, 'raiseMinutes'> | undefined): string | null {
  if (!mayRise(row)) return null
  const { raised } = row
  if (raised !== null && raised !== undefined) return new Date(Date.parse(raised.at) + betweenLevelsMs).toISOString()
  const promise = row.packet?.promise
  const lain =
    row.state === 'queued' && queue?.raiseMinutes !== undefined
      ? new Date(Date.parse(row.submittedAt) + queue.raiseMinutes * 60_000).toISOString()
      : null
  const times = [
    promise?.made === 'yes' ? promise.dueAt : null,
    row.state === 'waiting' ? (row.waiting?.nextUpdateAt ?? null) : null,
    lain,
  ].filter((at) => at !== null)
  return times.sort()[0] ?? null
}

/**
 * When it is raised after a turn. What was due before the turn was taken, and is not told yet, stays due: nobody takes a turn quickly enough
 * to have missed nothing. `at`: when the turn is taken.
 */
export function raiseAtAfter(
  before: Pick<Escalation, 'raiseAt'>,
  after: Raisable,
  queue: Pick<Queue, 'raiseMinutes'> | undefined,
  at: string,
): string | null {
  const due = before.raiseAt ?? null
  return due !== null && due <= at && mayRise(after) ? due : raiseAtOf(after, queue)
}
