import type { Fallen } from './campaign.ts'
import type { FailureKind } from './failure.ts'
import type { ScheduleDone } from './run-schedule.ts'

/** How often each kind of failure was seen, and how many schedules ran. */
export type Tally = { schedules: number } & Record<FailureKind, number>

export const newTally = (): Tally => ({ schedules: 0, lost: 0, duplicated: 0, divergent: 0, stuck: 0 })

/** Counts a schedule that failed: each kind of failure at most once. */
export function count(tally: Tally, { failures }: Pick<Fallen, 'failures'>): void {
  for (const kind of new Set(failures.map((failure) => failure.kind))) tally[kind] += 1
}

export const hasFailed = ({ lost, duplicated, divergent, stuck }: Tally): boolean =>
  lost + duplicated + divergent + stuck > 0

/** The line that ends a run of faults; its form is a promise. */
export const summary = ({ schedules, lost, duplicated, divergent, stuck }: Tally): string =>
  `schedules ${schedules}, lost ${lost}, duplicated ${duplicated}, divergent ${divergent}, stuck ${stuck}`

/** What went wrong in a schedule, to be read by a person. */
export const verdict = ({ seed, failures }: Fallen): string =>
  [`seed ${seed}`, ...failures.map(({ kind, what }) => `  ${kind}: ${what}`)].join('\n')

/** What went wrong in a schedule and what happened in it. */
export const story = (done: ScheduleDone): string =>
  [verdict(done), ...done.trace.map((line) => `    ${line}`)].join('\n')

/** The command that runs a schedule again, just as it was. */
export function replayLine({ seed, plan: { has, drawn, kept } }: Pick<ScheduleDone, 'seed' | 'plan'>): string {
  const only = has.size === drawn.length ? '' : ` --only ${[...has].join(',') || 'none'}`
  return `npm run faults -- --schedules 1 --seed ${seed} --trace${only}${kept === null ? '' : ` --keep ${[...kept].join(',')}`}`
}
