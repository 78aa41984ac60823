import { z } from 'zod'
import { Id, Instant } from './base.ts'
import { FieldChange } from './case.ts'

/** Who changed what of how work is given out, and of how far roles may go: one row for each time something was saved. */
export const SettingChange = z.looseObject({
  id: Id,
  /** What was changed: a queue, what an agent can do, or the limits of a market. */
  of: z.enum(['queues', 'agents', 'limits']),
  rowId: Id,
  /** What it was called then; of limits: the market, `*` for every one without its own. */
  name: z.string().max(120),
  byAgentId: Id,
  byName: z.string().max(200),
  at: Instant,
  changes: z.array(FieldChange).max(60),
})
export type SettingChange = z.infer<typeof SettingChange>
