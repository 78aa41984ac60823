import type { Role } from './domain/agent.ts'
import { type ActionLimit, type DeskAction, leftFor, spentOn } from './domain/desk-action.ts'
import type { StepDone } from './domain/sop-run.ts'
import { type SopStep, type StepLimit, lastStep } from './domain/sop-step.ts'

/** What is wrong with the steps of an SOP, so that it could not be worked through; null: nothing. */
export function stepsProblem(steps: readonly SopStep[]): 'twin-keys' | 'no-choices' | 'bad-next' | null {
  const places = new Map(steps.map(({ key }, place) => [key, place]))
  if (places.size < steps.length || places.has(lastStep)) return 'twin-keys'
  for (const [place, step] of steps.entries()) {
    const choices = step.choices ?? []
    if (step.kind === 'choice' && choices.length === 0) return 'no-choices'
    if (new Set(choices.map(({ key }) => key)).size < choices.length) return 'twin-keys'
    // Only onwards: a way that could lead back might never end.
    const isOnwards = (next: string | undefined): boolean =>
      next === undefined || next === lastStep || (places.get(next) ?? -1) > place
    if (![step.next, ...choices.map(({ next }) => next)].every(isOnwards)) return 'bad-next'
  }
  return null
}

/** Where a step leads, once it was answered; null: the way ends there. */
export function stepAfter(steps: readonly SopStep[], done: Pick<StepDone, 'key' | 'choice'>): SopStep | null {
  const place = steps.findIndex(({ key }) => key === done.key)
  const step = steps[place]
  if (step === undefined) return null
  const next = step.choices?.find(({ key }) => key === done.choice)?.next ?? step.next
  if (next === lastStep) return null
  return (next === undefined ? steps[place + 1] : steps.find(({ key }) => key === next)) ?? null
}

/** The step that comes next; null: all that had to be done is done. Any other step is locked. */
export function nextStep(steps: readonly SopStep[], done: readonly StepDone[]): SopStep | null {
  const last = done.at(-1)
  return last === undefined ? (steps[0] ?? null) : stepAfter(steps, last)
}

/** Where a step is done: the workspace's own limits, and what the case has been given. */
export interface StepPlace {
  readonly market: string
  readonly limits: readonly ActionLimit[]
  readonly actions: readonly DeskAction[]
}

/**
 * How much a role may decide in a step; null: the step asks for no amount. A role that is not named may decide none. Where the step says what
 * the amount is for, it is at most what the role may still order of that on this case.
 */
export function limitOf(
  { limits = [], action: kind }: SopStep,
  role: Role,
  place: StepPlace,
): Pick<StepLimit, 'amount' | 'currency'> | null {
  const [first] = limits
  if (first === undefined) return null
  const { amount, currency } = limits.find((limit) => limit.role === role) ?? { ...first, amount: 0 }
  if (kind === undefined) return { amount, currency }
  const spent = spentOn(place.actions, currency)
  const left = leftFor(place.limits, role, { kind, market: place.market, currency, spent })
  return { amount: Math.min(amount, left), currency }
}
