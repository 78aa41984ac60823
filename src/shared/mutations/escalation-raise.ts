import type { CaseEscalation } from '../domain/case.ts'
import type { Escalation } from '../domain/escalation.ts'
import { unraisedBecause } from '../domain/escalation-state.ts'

/** The highest level: by then whoever leads knows. */
export const mostRaised = 2
const betweenLevelsMs = 30 * 60_000

type Raisable = Pick<Escalation, 'state' | 'packet' | 'submittedAt' | 'waiting' | 'raised' | 'raiseMinutes' | 'turns'>

/** Whether a clock may raise it further: it is with Tier 2, undecided, and not at the highest level. */
export const mayRise = ({ state, raised }: Pick<Raisable, 'state' | 'raised'>): boolean =>
  unraisedBecause[state] === null && (raised?.level ?? 0) < mostRaised

/** When its queue wants it taken further, null where that asks for nothing: while it waits for somebody, the next update counts instead. */
function lainUntil({ state, submittedAt, turns, raiseMinutes }: Omit<Raisable, 'raised'>): string | null {
  if (state === 'waiting' || typeof raiseMinutes !== 'number') return null
  // In a queue the time runs on, through whichever queues it is sent.
  const since = state === 'queued' ? submittedAt : (turns.at(-1)?.at ?? submittedAt)
  return new Date(Date.parse(since) + raiseMinutes * 60_000).toISOString()
}

/** What is due first on an escalation: its promise, its next update, somebody of its queue to accept it, or the next turn of whoever has it. Null where nothing is. */
export function escalationDue(row: Omit<Raisable, 'raised'>): NonNullable<CaseEscalation['due']> | null {
  if (unraisedBecause[row.state] !== null) return null
  const promise = row.packet?.promise
  const times = [
    { by: 'promise', at: promise?.made === 'yes' ? promise.dueAt : null },
    { by: 'update', at: row.state === 'waiting' ? (row.waiting?.nextUpdateAt ?? null) : null },
    { by: row.state === 'queued' ? 'queue' : 'turn', at: lainUntil(row) },
  ] as const
  return (
    times
      .flatMap(({ by, at }) => (at === null ? [] : [{ by, at }]))
      .sort((a, b) => a.at.localeCompare(b.at, 'en'))[0] ?? null
  )
}

/**
 * When an escalation is raised by itself: when what is due first is due; after that half an hour later, but not before anything is due anew.
 * Null where no clock runs.
 */
export function raiseAtOf(row: Raisable): string | null {
  if (!mayRise(row)) return null
  const due = escalationDue(row)?.at ?? null
  const { raised } = row
  if (raised === null || raised === undefined) return due
  // Somebody has it and owes nothing by a time: that nobody had is over.
  if (due === null && row.state !== 'queued') return null
  const again = new Date(Date.parse(raised.at) + betweenLevelsMs).toISOString()
  return due !== null && due > again ? due : again
}

/**
 * When it is raised after a turn. What was due before the turn was taken, and is not told yet, stays due: nobody takes a turn quickly enough
 * to have missed nothing. `at`: when the turn is taken.
 */
export function raiseAtAfter(before: Pick<Escalation, 'raiseAt'>, after: Raisable, at: string): string | null {
  const due = before.raiseAt ?? null
  return due !== null && due <= at && mayRise(after) ? due : raiseAtOf(after)
}
