import { z } from 'zod'
import { Id, Instant } from './base.ts'

/** A location where agents work: a BPO site, or the in-house one. */
export const Site = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  inHouse: z.boolean(),
  /** How long a device here may open without the service; 0: not at all. Absent: 12 hours. */
  offlineLeaseHours: z.number().min(0).max(168).optional(),
  /** Who works its queues while it is down, unless others are named then. */
  failoverSiteIds: z.array(Id).optional(),
  /** Marked as down: these of its queues are worked by these sites until it is taken back. */
  down: z
    .looseObject({
      since: Instant,
      byAgentId: Id,
      reason: z.string().max(300),
      queueIds: z.array(Id).optional(),
      siteIds: z.array(Id).optional(),
    })
    .nullish(),
})
export type Site = z.infer<typeof Site>
