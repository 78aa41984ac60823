import { z } from 'zod'
import { Id, Instant } from './base.ts'

/** How far one agent is with one SOP. */
export const SopMark = z.looseObject({
  groupId: Id,
  /** The version that they read last. */
  version: z.number().int().min(1),
  readAt: Instant,
  /** The latest version that they said they have read and will follow. */
  acknowledged: z.looseObject({ version: z.number().int().min(1), at: Instant }).nullish(),
})
export type SopMark = z.infer<typeof SopMark>

/** What one agent has read and acknowledged. Its id is the agent's own. */
export const SopMarks = z.looseObject({ id: Id, marks: z.array(SopMark).max(2000) })
export type SopMarks = z.infer<typeof SopMarks>
