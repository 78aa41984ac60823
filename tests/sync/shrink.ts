import type { FaultKind, FaultPlan } from './fault-plan.ts'
import { type ScheduleDone, runSchedule } from './run-schedule.ts'
import type { Sabotage } from './sabotage.ts'

type Attempt = (plan: FaultPlan) => Promise<ScheduleDone | null>

/**
 * Makes a failing schedule smaller for as long as it still fails: as few kinds of faults as possible, and as few things that happen.
 * Answers the smallest found; what fails in it need not be what failed at first.
 */
export async function shrink(first: ScheduleDone, sabotage?: () => Sabotage): Promise<ScheduleDone> {
  const attempt: Attempt = async (plan) => {
    const done = await runSchedule(first.seed, { plan, ...(sabotage === undefined ? {} : { sabotage: sabotage() }) })
    return done.failures.length > 0 ? done : null
  }
  const fewer = await withFewerFaults(first, attempt)
  const shorter = await withFewerSteps(fewer, attempt)
  // With fewer steps another fault may have become needless.
  return withFewerFaults(shorter, attempt)
}

async function withFewerFaults(found: ScheduleDone, attempt: Attempt): Promise<ScheduleDone> {
  let best = found
  for (const kind of found.plan.has) {
    const has = new Set<FaultKind>([...best.plan.has].filter((other) => other !== kind))
    best = (await attempt({ ...best.plan, has })) ?? best
  }
  return best
}

const stepsOf = ({ plan: { kept, steps } }: ScheduleDone): number[] =>
  kept === null ? Array.from({ length: steps }, (_, n) => n) : [...kept]

/** Leaves out half of the steps, a quarter of them, and so on down to each for itself. */
async function withFewerSteps(found: ScheduleDone, attempt: Attempt): Promise<ScheduleDone> {
  let best = found
  for (let size = Math.ceil(best.plan.steps / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < stepsOf(best).length;) {
      const kept = stepsOf(best).filter((_, at) => at < from || at >= from + size)
      const smaller = await attempt({ ...best.plan, kept: new Set(kept) })
      if (smaller === null) from += size
      else best = smaller
    }
  }
  return best
}
