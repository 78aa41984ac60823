import { z } from 'zod'
import { Id, Instant } from './base.ts'
import { FieldChange } from './case.ts'

/** Who changed what of how work is given out: one row for each time something was saved. */
export const SettingChange = z.looseObject({
  id: Id,
  /** What was changed: a queue, or what an agent can do. */
  of: z.enum(['queues', 'agents']),
  rowId: Id,
  /** What it was called then. */
  name: z.string().max(120),
  byAgentId: Id,
  byName: z.string().max(200),
  at: Instant,
  changes: z.array(FieldChange).max(30),
})
export type SettingChange = z.infer<typeof SettingChange>
