import type { Evidence, WorkedDispute } from '#shared/domain/dispute.ts'
import { type SeenDispute, disputeSeenBy } from '#shared/dispute-as-seen.ts'

/** A dispute as it is shown: what may be seen, and for the desk by whom and for whom. */
export type ShownDispute = SeenDispute & {
  readonly names?: { readonly [at: string]: string | null }
  /** Whom a piece of evidence is for, by its id; those that both may see are not in it. */
  readonly audiences?: { readonly [id: string]: Evidence['for'] }
}

/** Everything the desk may see: what either side may, its own evidence, and who did what. */
export function deskView(dispute: WorkedDispute, kept: readonly Evidence[]): ShownDispute {
  const own = kept.filter(({ disputeId }) => disputeId === dispute.id)
  const seen = disputeSeenBy(
    'customer',
    dispute,
    own.map((one) => ({ ...one, for: 'customer' as const })),
  )
  return {
    ...seen,
    audiences: Object.fromEntries(own.map((one) => [one.id, one.for])),
    names: Object.fromEntries(dispute.work.turns.map(({ at, what, byName }) => [`${at} ${what}`, byName])),
  }
}
