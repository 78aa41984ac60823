import { z } from 'zod'
import { Id } from './base.ts'

/** A group of agents at one site under one supervisor. */
export const Team = z.looseObject({ id: Id, name: z.string().min(1).max(120), siteId: Id })
export type Team = z.infer<typeof Team>
