import { z } from 'zod'
import { Id, Instant, WrittenText } from './base.ts'
import { EscalationState } from './escalation-state.ts'

/** Why somebody asks a supervisor of their own site. */
export const AskReason = z.enum([
  'unsure-of-rule',
  'needs-approval',
  'difficult-contact',
  'threat-or-abuse',
  'complaint-about-us',
  'tool-is-down',
  'workload',
])
export type AskReason = z.infer<typeof AskReason>

/** One turn of an ask, oldest first in `SupervisorAsk.turns`. */
export const AskTurn = z.looseObject({
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
  to: EscalationState,
  text: z.string().max(15_000).nullable(),
})
export type AskTurn = z.infer<typeof AskTurn>

/** Most turns that are kept of one; an ask that goes on for longer is closed and asked anew. */
export const mostAskTurns = 60

/** A question about a case to whoever leads at the site: seen by them and by whoever asked, and by nobody else, not even where the case is. */
export const SupervisorAsk = z.looseObject({
  id: Id,
  caseId: Id,
  caseNumber: z.string().max(40),
  siteId: Id,
  byAgentId: Id,
  byName: z.string().max(200),
  reason: AskReason,
  question: WrittenText,
  /** By the same table as escalations to Tier 2. */
  state: EscalationState,
  /** Who of those who lead has it. */
  holderId: Id.nullable(),
  holderName: z.string().max(200).nullable(),
  askedAt: Instant,
  /** Until when an answer, or the next word, is due. */
  dueAt: Instant,
  answer: z.string().max(15_000).nullable(),
  turns: z.array(AskTurn).max(mostAskTurns),
  /** When it is raised by itself; null: by no clock. */
  raiseAt: Instant.nullable(),
  raised: z.looseObject({ level: z.number().int().min(1), at: Instant }).nullable(),
})
export type SupervisorAsk = z.infer<typeof SupervisorAsk>
