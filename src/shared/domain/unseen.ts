import { z } from 'zod'
import { Id, Instant } from './base.ts'

/**
 * Something on a case that an agent has not looked at yet: they were named in a note, or they follow the case and somebody else wrote on it or
 * set its status. One per agent and case; that they were named outlasts the rest.
 */
export const Unseen = z.looseObject({
  agentId: Id,
  what: z.enum(['mention', 'reply', 'note', 'status']),
  /** When the latest of it happened. */
  at: Instant,
  /** What was written; null where nothing was. */
  messageId: Id.nullable(),
})
export type Unseen = z.infer<typeof Unseen>

/** What this agent has not looked at on a case, or undefined. */
export const unseenBy = (
  { unseen }: { readonly unseen?: readonly Unseen[] | undefined },
  agentId: string,
): Unseen | undefined => unseen?.find((mark) => mark.agentId === agentId)
