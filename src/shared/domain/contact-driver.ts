import { z } from 'zod'
import { Id } from './base.ts'

/** Why a party got in touch: a taxonomy of two levels. One without a parent is a group; cases carry those of the second level. */
export const ContactDriver = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  parentId: Id.nullable(),
  position: z.number().int(),
  active: z.boolean(),
})
export type ContactDriver = z.infer<typeof ContactDriver>
