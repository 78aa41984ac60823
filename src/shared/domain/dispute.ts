import { z } from 'zod'
import { Id, Instant, Source } from './base.ts'

/** A claim about an order, as it came from the source. How disputes are worked is a matter of its own. */
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
})
export type Dispute = z.infer<typeof Dispute>
