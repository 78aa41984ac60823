import type { FailureKind } from './checker.ts'
import { type ScheduleDone, runSchedule } from './run-schedule.ts'

/** How often each kind of failure was seen, and how many schedules ran. */
export type Tally = { schedules: number } & Record<FailureKind, number>

export const newTally = (): Tally => ({ schedules: 0, lost: 0, duplicated: 0, divergent: 0, stuck: 0 })

/** Counts a schedule in: each kind of failure at most once per schedule. */
export function count(tally: Tally, { failures }: ScheduleDone): void {
  tally.schedules += 1
  for (const kind of new Set(failures.map((failure) => failure.kind))) tally[kind] += 1
}

export const hasFailed = ({ lost, duplicated, divergent, stuck }: Tally): boolean =>
  lost + duplicated + divergent + stuck > 0

/** The line that ends a run of faults; its form is a promise. */
export const summary = ({ schedules, lost, duplicated, divergent, stuck }: Tally): string =>
  `schedules ${schedules}, lost ${lost}, duplicated ${duplicated}, divergent ${divergent}, stuck ${stuck}`

/** What went wrong in a schedule and what happened in it, to be read by a person. */
export const story = ({ seed, failures, trace }: ScheduleDone): string =>
  [
    `seed ${seed}`,
    ...failures.map(({ kind, what }) => `  ${kind}: ${what}`),
    ...trace.map((line) => `    ${line}`),
  ].join('\n')

/** Runs schedules one after the other; `each` hears of every one. */
export async function runSchedules(seeds: Iterable<number>, each: (done: ScheduleDone) => void): Promise<Tally> {
  const tally = newTally()
  for (const seed of seeds) {
    const done = await runSchedule(seed)
    count(tally, done)
    each(done)
  }
  return tally
}
