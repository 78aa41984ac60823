import { Random } from './random.ts'

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
  'roll-back-all',
  'roll-back-both',
  'roll-back-cache',
  'roll-back-outbox',
  'roll-back-journal',
  'lose-cache',
  'lose-outbox',
  'lose-journal',
  'damage-cache',
  'damage-outbox',
  'damage-journal',
  'silent-loss',
  'clock-skew',
  'sleep',
  'service-crash',
  'slow-store',
  'restore',
  'horizon',
  'older-service',
  'rights-change',
  'later-fields',
  'corrupt-rows',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** The faults of one schedule and how many things happen in it. */
export interface FaultPlan {
  readonly has: ReadonlySet<FaultKind>
  /** What was drawn at first, also where some of it has been left out since. */
  readonly drawn: readonly FaultKind[]
  readonly steps: number
  /** Only these steps happen, by their numbers; the time of the others passes. Null: all. */
  readonly kept: ReadonlySet<number> | null
  /** Mean milliseconds between two things that happen. */
  readonly pace: number
}

/** The plan that a seed gives; `always` names faults that every schedule shall have. */
export function drawPlan(seed: number, always: readonly FaultKind[] = []): FaultPlan {
  const random = new Random(seed)
  const share = random.pick([0.15, 0.4, 0.7])
  const drawn = faultKinds.filter((kind) => random.chance(share) || always.includes(kind))
  return {
    has: new Set(drawn),
    drawn,
    steps: 25 + random.below(40),
    kept: null,
    pace: random.pick([60, 400, 2500]),
  }
}
