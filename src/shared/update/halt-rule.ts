/** What the desks of one ring have reported: those with the new version, or those with any other. */
export interface RingFigures {
  readonly desks: number
  readonly hours: number
  readonly crashes: number
  /** Desks on which something waited for more than `lateMinutes` although the service could be reached. */
  readonly lateDesks: number
}

/** From how many minutes on an outbox is late while there is a connection. */
export const lateMinutes = 15

// Fewer of them are chance.
const fewest = 3
const worse = 2
// What even a good version does: one crash in a hundred hours, an outbox that is late on one desk of fifty.
const usualCrashes = 0.01
const usualLate = 0.02

/**
 * Why a version is let out no further; null while it may go on. It is halted where there are at least three crashes, and more of them per
 * hour than twice those of the ring's other desks (of which at least 0.01 count); or where at least three desks have a late outbox, and a
 * greater share of all than twice that of the others (at least 0.02).
 */
export function haltReason(newer: RingFigures, others: RingFigures): string | null {
  const crashes = ratio(newer.crashes, newer.hours)
  const usual = Math.max(ratio(others.crashes, others.hours), usualCrashes)
  if (newer.crashes >= fewest && crashes > worse * usual) {
    return `${newer.crashes} crashes in ${Math.round(newer.hours)} hours, ${crashes.toFixed(3)} an hour; ${usual.toFixed(3)} is usual.`
  }
  const late = ratio(newer.lateDesks, newer.desks)
  const usuallyLate = Math.max(ratio(others.lateDesks, others.desks), usualLate)
  if (newer.lateDesks >= fewest && late > worse * usuallyLate) {
    return `${newer.lateDesks} of ${newer.desks} desks could not send for ${lateMinutes} minutes; ${percent(usuallyLate)} is usual.`
  }
  return null
}

// Crashes without a single hour are as bad as can be.
const ratio = (part: number, whole: number): number => (part === 0 ? 0 : part / Math.max(whole, 1 / 60))
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
