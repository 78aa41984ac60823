import { z } from 'zod'
import { Id, Instant } from './base.ts'

/** What is promised to a party: the first answer, the next one, word from time to time, and an end. */
export const SlaKind = z.enum(['first-reply', 'next-reply', 'update', 'resolution'])
export type SlaKind = z.infer<typeof SlaKind>

export const ClockKind = z.enum([...SlaKind.options, 'legal'])
export type ClockKind = z.infer<typeof ClockKind>

/** Whose turn it is. */
export const ClockHolder = z.enum(['agent', 'tier-2', 'customer', 'seller', 'creator', 'logistics'])
export type ClockHolder = z.infer<typeof ClockHolder>

/** A clock of a case as the service worked it out; one of each kind, but a legal one of each policy. */
export const CaseClock = z.looseObject({
  kind: ClockKind,
  policyId: Id,
  /** Missing: when the case came. */
  startedAt: Instant.optional(),
  /** When it is over, as things stand. Null: it stands still, with `leftMs` to go; or it ended with so much to spare. */
  dueAt: Instant.nullable(),
  leftMs: z.number().int().optional(),
  /** From when on it is close; missing where that is not known, as while it stands still. */
  warnAt: Instant.optional(),
  /** It stands still although its end has passed: dueAt says when. */
  isPaused: z.boolean().optional(),
  /** When what was promised was done; it runs no more. */
  endedAt: Instant.optional(),
  /** What the service has made known of it: that it is close, and that it is over; and how often it has raised the case. */
  warnedAt: Instant.optional(),
  breachedAt: Instant.optional(),
  raised: z.number().int().min(0).max(3).optional(),
})
export type CaseClock = z.infer<typeof CaseClock>
