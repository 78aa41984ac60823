import type { FaultKind, FaultPlan } from './fault-plan.ts'
import { type ScheduleDone, runSchedule } from './run-schedule.ts'
import type { Sabotage } from './sabotage.ts'

type Attempt = (plan: FaultPlan) => Promise<ScheduleDone | null>

/**
 * Makes a failing schedule smaller for as long as it still fails: first as few kinds of faults as possible, then as few things that
 * happen. Answers the smallest found; what fails in it need not be what failed at first.
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

/** Halves the steps while that still fails, then takes them away one by one. */
async function withFewerSteps(found: ScheduleDone, attempt: Attempt): Promise<ScheduleDone> {
  let best = found
  for (let less = Math.ceil(best.plan.steps / 2); less > 0;) {
    const shorter = best.plan.steps < less ? null : await attempt({ ...best.plan, steps: best.plan.steps - less })
    if (shorter === null) less = less === 1 ? 0 : Math.ceil(less / 2)
    else best = shorter
  }
  return best
}
