import { z } from 'zod'
import { Id } from './base.ts'

/** Who has a saved view: one agent, a team, or everyone. */
export const ViewScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('agent'), agentId: Id }),
  z.object({ of: z.literal('team'), teamId: Id }),
  z.object({ of: z.literal('workspace') }),
])
export type ViewScope = z.infer<typeof ViewScope>

/** By which time a list is put in order. */
export const ViewSort = z.enum(['waiting', 'updated', 'created', 'priority', 'number', 'snooze', 'due', 'legal'])
export type ViewSort = z.infer<typeof ViewSort>

/** A list of cases by a filter that has a name. `filter` is written in the search language. */
export const SavedView = z.looseObject({
  id: Id,
  name: z.string().min(1).max(80),
  filter: z.string().max(1000),
  sort: ViewSort,
  isDescending: z.boolean(),
  scope: ViewScope,
  byAgentId: Id,
  position: z.number().int(),
})
export type SavedView = z.infer<typeof SavedView>
