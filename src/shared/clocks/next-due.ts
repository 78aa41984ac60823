import type { CaseClock } from '../domain/case-clock.ts'
import type { Case } from '../domain/case.ts'

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

/** When the case is, or was, due first by any clock, ISO 8601; null where it is not. */
export const dueOf = ({ clocks }: Clocked): string | null => earliest(clocks, () => true)?.dueAt ?? null
