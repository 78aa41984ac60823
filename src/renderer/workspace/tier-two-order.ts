import { firstDueOf } from '#shared/clocks/next-due.ts'
import type { CaseRow, Compare } from './case-list.ts'

/** The list of a Tier 2 queue: by what is due first, or by how often it came back. */
export type TierTwoView = `tier-2/${string}`

const byAttempts = '/attempts'

/** Whether this is a list of a Tier 2 queue. */
export const isTierTwo = (view: string): view is TierTwoView => view.startsWith('tier-2/')

/** Whether the list is the one by how often escalations came back. */
export const isByAttempts = (view: TierTwoView): boolean => view.endsWith(byAttempts)

/** The list of the queue as it stands in the navigation: by what is due first. */
export const inUsualOrder = (view: TierTwoView): TierTwoView =>
  isByAttempts(view) ? (view.slice(0, -byAttempts.length) as TierTwoView) : view

/** The same list in the other order. */
export const inOtherOrder = (view: TierTwoView): TierTwoView =>
  isByAttempts(view) ? inUsualOrder(view) : `${view}${byAttempts}`

const sinceOf = ({ escalation, updatedAt }: CaseRow): string => escalation?.since ?? updatedAt
const attemptsOf = ({ escalation }: CaseRow): number => escalation?.attempt ?? 1

/** Whichever clock runs out first; among those without one whoever came back most often, then who has waited longest. */
export const byFirstDue: Compare = (a, b) => {
  const [x, y] = [firstDueOf(a)?.at ?? null, firstDueOf(b)?.at ?? null]
  if (x !== y) return x === null ? 1 : y === null || x < y ? -1 : 1
  const more = attemptsOf(b) - attemptsOf(a)
  if (more !== 0) return more
  const [since, sinceB] = [sinceOf(a), sinceOf(b)]
  return since < sinceB ? -1 : since > sinceB ? 1 : 0
}

/** Whoever came back most often, then by what is due first. */
export const byAttempt: Compare = (a, b) => attemptsOf(b) - attemptsOf(a) || byFirstDue(a, b)

// By the list itself: that is another array after a change.
const sorted = new WeakMap<readonly CaseRow[], readonly CaseRow[]>()

/** A list of a Tier 2 queue by how often they came back; the same array for the same list. */
export function sortedByAttempt(rows: readonly CaseRow[]): readonly CaseRow[] {
  const known = sorted.get(rows)
  if (known !== undefined) return known
  const made = [...rows].sort(byAttempt)
  sorted.set(rows, made)
  return made
}
