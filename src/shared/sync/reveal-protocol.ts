import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'
import { HttpRefusal } from './accounts-protocol.ts'

/** What a masked value is shown for. */
export const RevealPurpose = z.enum(['contact', 'verify', 'delivery', 'record'])
export type RevealPurpose = z.infer<typeof RevealPurpose>

/** `POST /api/reveal`: one value of one party, seen through one case. */
export const RevealRequest = z.strictObject({
  table: z.literal('parties'),
  id: Id,
  /** `email`, `phone`, or `fields.NAME`. */
  field: z.string().min(1).max(300),
  caseId: Id,
  purpose: RevealPurpose,
})
export type RevealRequest = z.infer<typeof RevealRequest>

/** The value. It is shown for a moment and kept nowhere. */
export const RevealReply = z.object({ value: z.string() })
export type RevealReply = z.infer<typeof RevealReply>

/** Why it is not shown; `retryAt`: from when on it may be asked for again. */
export const RevealRefusal = HttpRefusal.extend({ retryAt: Instant.optional() })
export type RevealRefusal = z.infer<typeof RevealRefusal>
