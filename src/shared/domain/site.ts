import { z } from 'zod'
import { Id } from './base.ts'

/** A location where agents work: a BPO site, or the in-house one. */
export const Site = z.looseObject({ id: Id, name: z.string().min(1).max(120), inHouse: z.boolean() })
export type Site = z.infer<typeof Site>
