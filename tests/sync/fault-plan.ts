import type { Random } from './random.ts'

/** What may go wrong in a schedule. Each schedule has some of it, so that one kind of fault does not hide another. */
export const faultKinds = [
  'drop',
  'duplicate',
  'reorder',
  'behead',
  'cut',
  'half-open',
  'late-close',
  'error-though-applied',
  'client-crash',
  'second-window',
  'old-build',
  'slow-disk',
  'disk-refuses',
  'cache-refuses',
  'roll-back-both',
  'roll-back-cache',
  'roll-back-outbox',
  'lose-cache',
  'clock-skew',
  'sleep',
  'service-crash',
  'rights-change',
  'later-fields',
  'corrupt-rows',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** The faults of one schedule and how many things happen in it. */
export interface FaultPlan {
  readonly has: ReadonlySet<FaultKind>
  readonly steps: number
  /** Mean milliseconds between two things that happen. */
  readonly pace: number
}

/** Draws a plan; `always` names faults that every schedule shall have. */
export function drawPlan(random: Random, always: readonly FaultKind[] = []): FaultPlan {
  const share = random.pick([0.15, 0.4, 0.7])
  const drawn = faultKinds.filter(() => random.chance(share))
  return { has: new Set([...drawn, ...always]), steps: 25 + random.below(40), pace: random.pick([60, 400, 2500]) }
}
