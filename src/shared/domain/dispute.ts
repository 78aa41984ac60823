import { z } from 'zod'
import { Attachment } from './attachment.ts'
import { Id, Instant, MarketCode, Source } from './base.ts'
import { OnExpiry } from './dispute-deadline.ts'
import { ClockHolder, DisputeState, NoClockReason } from './dispute-state.ts'

/** One of the two who disagree. */
export const Side = z.enum(['customer', 'seller'])
export type Side = z.infer<typeof Side>

/** What the customer wants. */
export const Claim = z.looseObject({
  asks: z.enum(['refund', 'partial-refund', 'replacement', 'return', 'other']),
  text: z.string().min(1).max(2000),
})
export type Claim = z.infer<typeof Claim>

/** What a side says to it. */
export const Position = z.looseObject({
  side: Side,
  text: z.string().min(1).max(2000),
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
})
export type Position = z.infer<typeof Position>

/** Something that shows what happened. */
const shown = {
  id: Id,
  /** Whose it is; `desk`: found by ourselves, such as a carrier's events. */
  of: z.enum(['customer', 'seller', 'desk']),
  title: z.string().min(1).max(200),
  text: z.string().max(2000),
  /** A file that lies in the case's thread. */
  file: Attachment.nullable(),
  /** SHA-256 of the file, or of the text where there is none: what was shown then can be told from what is shown now. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
}
/** Evidence that both sides may see. */
export const SharedEvidence = z.looseObject(shown)
export type SharedEvidence = z.infer<typeof SharedEvidence>

/**
 * Evidence that one side alone may see, or nobody but the desk. A row of its own below the case, and never part of the dispute: whoever
 * sees the order through another case sees that one.
 */
export const Evidence = z.looseObject({
  ...shown,
  caseId: Id,
  disputeId: Id,
  for: z.enum(['customer', 'seller', 'desk']),
})
export type Evidence = z.infer<typeof Evidence>

/** What the customer gets, in the order's currency and not in cents, and whose money it is. */
export const MoneyOutcome = z.looseObject({
  amount: z.number().min(0),
  currency: z.string().length(3),
  paidBy: z.enum(['seller', 'platform', 'nobody']),
})
export type MoneyOutcome = z.infer<typeof MoneyOutcome>

export const DisputeOutcome = z.enum(['buyer', 'seller', 'split', 'goodwill'])
export type DisputeOutcome = z.infer<typeof DisputeOutcome>

/** The clause that a decision stands on, as it was then. */
export const Clause = z.looseObject({
  text: z.string().min(1).max(1000),
  sopId: Id.nullable(),
  title: z.string().max(500).nullable(),
  version: z.number().int().nullable(),
})

export const DisputeDecision = z.looseObject({
  outcome: DisputeOutcome,
  clause: Clause,
  money: MoneyOutcome,
  /** Why, for both sides to read. */
  reasons: z.string().min(1).max(5000),
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
  /** The messages by which each side was told. */
  toldIn: z.looseObject({ customer: Id, seller: Id }),
})
export type DisputeDecision = z.infer<typeof DisputeDecision>

/** The clock of a step: who has until when, or why nobody has. */
export const DisputeClock = z.discriminatedUnion('runs', [
  z.looseObject({
    runs: z.literal(true),
    since: Instant,
    at: Instant,
    holder: ClockHolder,
    deadlineId: Id,
    onExpiry: OnExpiry,
    isPeers: z.boolean(),
    /** It has run out, and the desk was told. */
    overdueSince: Instant.nullable(),
  }),
  z.looseObject({ runs: z.literal(false), why: NoClockReason }),
])
export type DisputeClock = z.infer<typeof DisputeClock>

/** One thing that happened, for anyone to read. */
export const DisputeTurn = z.looseObject({
  at: Instant,
  /** A transition of the table, or what else happened to it. */
  what: z.string().max(40),
  to: DisputeState,
  /** The side it came from, where it came from one. */
  side: Side.nullable(),
  /** Null: a deadline. */
  byAgentId: Id.nullable(),
  byName: z.string().max(200).nullable(),
})
export type DisputeTurn = z.infer<typeof DisputeTurn>

const Appeal = z.looseObject({
  side: Side,
  grounds: z.string().min(1).max(5000),
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
  /** What had been decided before; null while the appeal is open. */
  was: DisputeDecision.nullable(),
  result: z.enum(['upheld', 'overturned']).nullable(),
})

/** The most entries of each kind that one dispute keeps. */
export const mostInDispute = { claims: 5, positions: 40, evidence: 40, turns: 150 } as const

/** How a dispute is worked. All of it may be read by either side. */
export const DisputeWork = z.looseObject({
  caseId: Id,
  market: MarketCode,
  state: DisputeState,
  since: Instant,
  claims: z.array(Claim).max(mostInDispute.claims),
  positions: z.array(Position).max(mostInDispute.positions),
  evidence: z.array(SharedEvidence).max(mostInDispute.evidence),
  clock: DisputeClock,
  /** What is left of the deadline of a step that is paused, in its unit: part of an hour, or whole days. */
  paused: z.looseObject({ step: DisputeState, deadlineId: Id, left: z.number().min(0) }).nullable(),
  /** Who was asked for evidence. */
  askedOf: Side.nullable(),
  decision: DisputeDecision.nullable(),
  appeal: Appeal.nullable(),
  /** That the money went where it was to go. */
  executed: z.looseObject({ at: Instant, reference: z.string().max(200), money: MoneyOutcome }).nullable(),
  turns: z.array(DisputeTurn).max(mostInDispute.turns),
})
export type DisputeWork = z.infer<typeof DisputeWork>

/** A claim about an order: as it came from the source and, once somebody opened it here, how it is worked. */
export const Dispute = z.looseObject({
  id: Id,
  kind: z.string().min(1).max(60),
  orderId: Id,
  partyId: Id.nullable(),
  sellerId: Id.nullable(),
  amount: z.number().nullable(),
  currency: z.string().length(3).nullable(),
  reason: z.string().max(2000).nullable(),
  brief: z.string().max(5000).nullable(),
  openedAt: Instant.nullable(),
  fields: z.record(z.string(), z.json()),
  source: Source.nullable(),
  // Missing on rows from before there was such a thing.
  /** Null: nobody works it here. */
  work: DisputeWork.nullish(),
})
export type Dispute = z.infer<typeof Dispute>

/** A dispute that is worked here. */
export type WorkedDispute = Dispute & { readonly work: DisputeWork }

export const isWorked = (dispute: Dispute): dispute is WorkedDispute =>
  dispute.work !== null && dispute.work !== undefined
