import { z } from 'zod'
import { Id } from './base.ts'

/** How many favourite macros an agent has: one for each digit. */
export const favouritePlaces = 9

/** What an agent has arranged for themselves and has on every computer. The id is the agent's. */
export const OwnSettings = z.looseObject({
  id: Id,
  /** By digit, 1 first; null where none is set. */
  favouriteMacroIds: z.array(Id.nullable()).max(favouritePlaces).optional(),
})
export type OwnSettings = z.infer<typeof OwnSettings>
