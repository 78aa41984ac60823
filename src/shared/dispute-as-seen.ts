import type {
  Claim,
  DisputeClock,
  DisputeDecision,
  Evidence,
  SharedEvidence,
  Side,
  WorkedDispute,
} from './domain/dispute.ts'
import type { DisputeState } from './domain/dispute-state.ts'

/** A dispute as one of its sides may see it: nothing of what the other one showed to the desk alone, and nobody of the desk by name. */
export interface SeenDispute {
  readonly state: DisputeState
  readonly clock: DisputeClock
  readonly amount: number | null
  readonly currency: string | null
  readonly claims: readonly Claim[]
  readonly positions: readonly { readonly side: Side; readonly text: string; readonly at: string }[]
  readonly evidence: readonly SeenEvidence[]
  readonly decision: Pick<DisputeDecision, 'outcome' | 'clause' | 'money' | 'reasons' | 'at'> | null
  readonly appeal: { readonly side: Side; readonly grounds: string; readonly result: string | null } | null
  readonly turns: readonly { readonly at: string; readonly what: string; readonly side: Side | null }[]
}

type SeenEvidence = Pick<SharedEvidence, 'id' | 'of' | 'title' | 'text' | 'sha256' | 'at'> & {
  readonly fileName: string | null
}

const seenEvidence = ({ id, of, title, text, sha256, at, file }: SharedEvidence): SeenEvidence => ({
  id,
  of,
  title,
  text,
  sha256,
  at,
  fileName: file?.name ?? null,
})

/** What this side may see of the dispute. `kept`: the evidence below the case, of whichever side. */
export function disputeSeenBy(side: Side, dispute: WorkedDispute, kept: readonly Evidence[]): SeenDispute {
  const { work, amount, currency } = dispute
  const own = kept.filter((one) => one.disputeId === dispute.id && one.for === side)
  const evidence = [...work.evidence, ...own].map(seenEvidence)
  return {
    state: work.state,
    clock: work.clock,
    amount,
    currency,
    claims: work.claims,
    positions: work.positions.map(({ side: of, text, at }) => ({ side: of, text, at })),
    evidence: evidence.sort((a, b) => a.at.localeCompare(b.at, 'en')),
    decision: work.decision === null ? null : seenDecision(work.decision),
    appeal:
      work.appeal === null
        ? null
        : { side: work.appeal.side, grounds: work.appeal.grounds, result: work.appeal.result },
    turns: work.turns.map(({ at, what, side: of }) => ({ at, what, side: of })),
  }
}

const seenDecision = ({ outcome, clause, money, reasons, at }: DisputeDecision): SeenDispute['decision'] => ({
  outcome,
  clause,
  money,
  reasons,
  at,
})
