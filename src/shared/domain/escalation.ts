import { z } from 'zod'
import { Id, Instant, MarketCode, Source, WrittenText } from './base.ts'
import { EscalationState, WaitingFor } from './escalation-state.ts'

export const EscalationReason = z.enum([
  'authority-limit',
  'system-access',
  'policy-gap',
  'sop-conflict',
  'dispute-adjudication',
  'seller-enforcement',
  'creator-enforcement',
  'fraud-or-safety',
  'legal-or-regulator',
  'vip-or-media',
  'repeat-contact-failed',
  'clock-risk',
])
export type EscalationReason = z.infer<typeof EscalationReason>

export const ReturnReason = z.enum([
  'missing-evidence',
  'step-not-done',
  'wrong-queue',
  'duplicate',
  'in-tier-1-scope',
  'party-not-answered',
  'sop-misread',
])
export type ReturnReason = z.infer<typeof ReturnReason>

/** What a decision comes to, for counting and for finding it again. */
export const DecisionCode = z.enum(['approved', 'approved-in-part', 'goodwill', 'exception', 'declined', 'no-action'])
export type DecisionCode = z.infer<typeof DecisionCode>

export const StepTried = z.strictObject({ step: z.string().min(1).max(1000), result: z.string().min(1).max(1000) })

/** What Tier 2 needs to decide without asking back. Every field is required; "none" is an answer, silence is not. */
export const EscalationPacket = z.strictObject({
  reason: EscalationReason,
  market: MarketCode,
  ask: WrittenText,
  order: z.discriminatedUnion('has', [
    z.strictObject({ has: z.literal('order'), orderId: Id, number: z.string().min(1).max(100) }),
    z.strictObject({ has: z.literal('none'), why: z.string().min(1).max(500) }),
  ]),
  steps: z.array(StepTried).min(1).max(30),
  sop: z.discriminatedUnion('has', [
    z.strictObject({ has: z.literal('sop'), sopId: Id, title: z.string().max(500), version: z.number().int() }),
    z.strictObject({ has: z.literal('none') }),
  ]),
  evidence: z.string().min(1).max(5000),
  promise: z.discriminatedUnion('made', [
    z.strictObject({ made: z.literal('none') }),
    z.strictObject({ made: z.literal('yes'), what: z.string().min(1).max(1000), dueAt: Instant.nullable() }),
  ]),
  legalClock: z.string().max(500).nullable(),
})
export type EscalationPacket = z.infer<typeof EscalationPacket>

/** One turn of an escalation between the tiers, oldest first in `Escalation.turns`. */
export const EscalationTurn = z.looseObject({
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
  to: EscalationState,
  reason: ReturnReason.nullable(),
  step: z.string().max(1000).nullable(),
  sentence: z.string().max(2000).nullable(),
})

/** A case handed to Tier 2, with everything needed to decide it. Seen by whoever sees the case. */
export const Escalation = z.looseObject({
  id: Id,
  caseId: Id,
  queueId: Id,
  state: EscalationState,
  attempt: z.number().int().min(1),
  packet: EscalationPacket.nullable(),
  byAgentId: Id.nullable(),
  byName: z.string().max(200),
  /** Who in Tier 2 holds it. */
  holderId: Id.nullable(),
  holderName: z.string().max(200).nullable(),
  submittedAt: Instant,
  heldSince: Instant.nullable(),
  decision: z.string().max(15_000).nullable(),
  replyText: z.string().max(15_000).nullable(),
  turns: z.array(EscalationTurn),
  source: Source.nullable(),
  /** For one imported from elsewhere: what it was called there. */
  externalRef: z.string().max(200).nullable(),
  // Missing on rows from before there was such a thing.
  /** The site of whoever submitted it. */
  bySiteId: Id.nullish(),
  /** Whom Tier 2 waits for, and when it says the next time how it stands. */
  waiting: z.looseObject({ for: WaitingFor, nextUpdateAt: Instant }).nullish(),
  /** So many minutes after the last turn it is raised, by its queue as it was when it came there; null: not by its queue. */
  raiseMinutes: z.number().int().min(1).max(100_000).nullish(),
  /** When it is raised by itself: by its own times, or at once when a clock of its case raises that. Null: by no clock. */
  raiseAt: Instant.nullish(),
  /** How often it was raised, and when last. */
  raised: z.looseObject({ level: z.number().int().min(1), at: Instant }).nullish(),
  decisionCode: DecisionCode.nullish(),
  /** The incident that it was decided with: one decision for many cases that are linked with this one. */
  incident: z.looseObject({ caseId: Id, number: z.string().max(40) }).nullish(),
  /** The escalation of the same case that was over less than 7 days before this one. */
  reopens: Id.nullish(),
})
export type Escalation = z.infer<typeof Escalation>
