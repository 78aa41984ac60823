import { z } from 'zod'
import { Id } from './base.ts'

/** Where cases wait. A queue of kind `escalations` is one that Tier 2 takes its work from. */
export const Queue = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  kind: z.enum(['cases', 'escalations']),
  /** Who may work it: agents of these teams, and agents of these sites. */
  teamIds: z.array(Id),
  siteIds: z.array(Id),
  position: z.number().int(),
})
export type Queue = z.infer<typeof Queue>
