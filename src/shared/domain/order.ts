import { z } from 'zod'
import { Id, MarketCode, Source } from './base.ts'

export const OrderLine = z.looseObject({
  sku: z.string().max(100),
  name: z.string().max(300),
  quantity: z.number(),
  /** In the order's currency, not in cents. */
  unitPrice: z.number(),
  note: z.string().max(1000).nullable(),
})
export type OrderLine = z.infer<typeof OrderLine>

/** What was bought. Seen only by those who see a case about it. */
export const Order = z.looseObject({
  id: Id,
  number: z.string().max(100),
  customerId: Id.nullable(),
  sellerIds: z.array(Id),
  status: z.string().max(60),
  market: MarketCode,
  currency: z.string().length(3),
  /** In the order's currency, not in cents. */
  total: z.number(),
  placedAt: z.iso.datetime().nullable(),
  shippedAt: z.iso.datetime().nullable(),
  requiredAt: z.iso.datetime().nullable(),
  lines: z.array(OrderLine),
  address: z.string().max(1000).nullable(),
  fields: z.record(z.string(), z.json()),
  source: Source.nullable(),
})
export type Order = z.infer<typeof Order>
