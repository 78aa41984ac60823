import { z } from 'zod'
import { Id } from './base.ts'

/** A location where agents work: a BPO site, or the in-house one. */
export const Site = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  inHouse: z.boolean(),
  /** How long a device here may open without the service; 0: not at all. Absent: 12 hours. */
  offlineLeaseHours: z.number().min(0).max(168).optional(),
})
export type Site = z.infer<typeof Site>
