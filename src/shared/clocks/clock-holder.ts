import type { CaseClock, ClockHolder } from '../domain/case-clock.ts'
import type { Case } from '../domain/case.ts'
import { isWithTier2 } from '../domain/escalation-state.ts'

type Held = Pick<Case, 'status' | 'partyKind' | 'escalation' | 'times'>

const isAbove = ({ escalation }: Held): boolean => escalation !== null && isWithTier2(escalation.state)

/** Whose turn it is on a case: whoever was asked last while it is pending, and while it is on hold those who carry the goods. */
export function holderOf(row: Held): ClockHolder {
  if (isAbove(row)) return 'tier-2'
  if (row.status === 'pending') return row.times?.askedKind ?? row.partyKind
  return row.status === 'on-hold' ? 'logistics' : 'agent'
}

/** Who holds one clock: an answer is owed by the desk, whoever else may have something to do. */
export function holderOfClock({ kind }: Pick<CaseClock, 'kind'>, row: Held): ClockHolder {
  const isAnswer = kind === 'first-reply' || kind === 'next-reply'
  return isAnswer && !isAbove(row) ? 'agent' : holderOf(row)
}
