import type { CaseClock } from '../domain/case-clock.ts'
import type { Case, CaseEscalation } from '../domain/case.ts'

type Clocked = Pick<Case, 'clocks'>

const earliest = (
  clocks: readonly CaseClock[] | undefined,
  isWanted: (clock: CaseClock) => boolean,
): CaseClock | null => {
  let first: CaseClock | null = null
  for (const clock of clocks ?? []) {
    if (clock.endedAt !== undefined || clock.dueAt === null || !isWanted(clock)) continue
    if (first?.dueAt === undefined || first.dueAt === null || clock.dueAt < first.dueAt) first = clock
  }
  return first
}

/** What was promised that is due first; null where nothing is, or all of it stands still. */
export const nextPromise = ({ clocks }: Clocked): CaseClock | null => earliest(clocks, ({ kind }) => kind !== 'legal')

/** The legal deadline that ends first, or null. */
export const nextLegal = ({ clocks }: Clocked): CaseClock | null => earliest(clocks, ({ kind }) => kind === 'legal')

/** What is due, and by which clock: one of the case, what Tier 2 owes, or a step of the dispute. */
export interface FirstDue {
  readonly at: string
  readonly by: CaseClock['kind'] | `tier-2-${NonNullable<CaseEscalation['due']>['by']}` | 'dispute'
}

/** Whichever clock of a case that Tier 2 has runs out first; null where none runs. Asked for each pair of a list: nothing is made on the way. */
export function firstDueOf({
  clocks,
  escalation,
  dispute,
}: Pick<Case, 'clocks' | 'escalation' | 'dispute'>): FirstDue | null {
  const clock = earliest(clocks, () => true)
  const owed = escalation?.due ?? null
  const step = dispute?.dueAt ?? null
  const at = [clock?.dueAt ?? null, owed?.at ?? null, step].reduce(sooner, null)
  if (at === null) return null
  if (clock?.dueAt === at) return { at, by: clock.kind }
  return { at, by: owed?.at === at ? `tier-2-${owed.by}` : 'dispute' }
}

const sooner = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a <= b ? a : b)

/** When the case is, or was, due first by any clock, ISO 8601; null where it is not. */
export const dueOf = ({ clocks }: Clocked): string | null => earliest(clocks, () => true)?.dueAt ?? null
