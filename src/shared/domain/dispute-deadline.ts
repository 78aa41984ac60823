import { z } from 'zod'
import { Id, MarketCode } from './base.ts'
import { type DisputeMove, DisputeState, clockOf, disputeSteps } from './dispute-state.ts'

/** What a dispute is about. */
export const DisputeKind = z.enum([
  'not-received',
  'not-as-described',
  'damaged',
  'wrong-item',
  'missing-parts',
  'counterfeit',
  'return-refused',
  'refund-overdue',
])
export type DisputeKind = z.infer<typeof DisputeKind>

/** What happens by itself when a deadline has passed: a transition of the table, or that the desk is told. */
export const OnExpiry = z.enum([
  'tell-desk',
  'ask-seller',
  'accept-by-silence',
  'return-arrives',
  'close-unreturned',
  'inspection-passes',
  'close-unescalated',
  'go-on',
  'end-window',
])
export type OnExpiry = z.infer<typeof OnExpiry>

/** The transition that a deadline brings about, or null where it only tells the desk. */
export const moveOnExpiry = (onExpiry: OnExpiry): DisputeMove | null => (onExpiry === 'tell-desk' ? null : onExpiry)

/** What may happen by itself in a state; nothing where no deadline runs. */
export const expiriesOf = (step: DisputeState): OnExpiry[] =>
  'none' in clockOf[step]
    ? []
    : OnExpiry.options.filter((onExpiry) => {
        const move = moveOnExpiry(onExpiry)
        return move === null || (disputeSteps[move].from.includes(step) && disputeSteps[move].by.includes('clock'))
      })

/**
 * How long a step of a dispute may take, and what comes of it then. A row with an owner and a source, because law differs and sources
 * conflict: never code. The most special one that fits holds.
 */
export const DisputeDeadline = z.looseObject({
  id: Id,
  /** Null: every market. */
  market: MarketCode.nullable(),
  /** Null: every kind. */
  kind: DisputeKind.nullable(),
  step: DisputeState,
  duration: z.number().int().min(1).max(3000),
  unit: z.enum(['hour', 'calendar-day', 'business-day']),
  startsOn: z.enum(['step-begins', 'dispute-opened']),
  /** While the dispute is in one of these, the rest of the time is kept for when it comes back. */
  pausedBy: z.array(DisputeState).max(5),
  onExpiry: OnExpiry,
  /** What both sides are told when it brings something about, in the market's language; null: nothing is sent. */
  notice: z.string().min(1).max(3000).nullable(),
  source: z.looseObject({ name: z.string().min(1).max(300), url: z.string().max(500).nullable() }),
  /** The day on which somebody last looked at the source, `2026-11-22`; null: nobody has. */
  verifiedAt: z.iso.date().nullable(),
  /** Who answers for the figure; null: nobody yet. */
  owner: z.string().min(1).max(120).nullable(),
  /** A peer's figure that stands here until the workspace puts its own in its place. */
  isPeers: z.boolean(),
  active: z.boolean(),
})
export type DisputeDeadline = z.infer<typeof DisputeDeadline>

/** What a deadline is looked for by. */
export interface DeadlineFor {
  readonly step: DisputeState
  readonly market: string
  readonly kind: string
}

const rank = ({ market, kind }: DisputeDeadline): number => (market === null ? 0 : 1) + (kind === null ? 0 : 2)

/** The row that holds for a step: the kind's own before the market's own before the one for all; null where there is none. */
export function deadlineFor(rows: readonly DisputeDeadline[], asked: DeadlineFor): DisputeDeadline | null {
  const fitting = rows.filter(
    ({ active, step, market, kind }) =>
      active &&
      step === asked.step &&
      (market === null || market === asked.market) &&
      (kind === null || kind === asked.kind),
  )
  return fitting.sort((a, b) => rank(b) - rank(a) || a.id.localeCompare(b.id, 'en'))[0] ?? null
}
