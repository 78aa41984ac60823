import { z } from 'zod'
import { Id, Instant } from './base.ts'

export const AgentState = z.enum([
  'available',
  'focus',
  'break',
  'meal',
  'training',
  'meeting',
  'away',
  'offline',
  'outage',
])
export type AgentState = z.infer<typeof AgentState>

/** What an agent is doing, as they said it or as the service found it. Its id is the agent's own; everyone sees it. */
export const AgentStatus = z.looseObject({
  id: Id,
  state: AgentState,
  /** In the agent's words, where the state wants a reason. */
  reason: z.string().max(200).nullable(),
  since: Instant,
})
export type AgentStatus = z.infer<typeof AgentStatus>

/** Whether new cases are pushed to somebody who is doing this. */
export const takesCases = (state: AgentState): boolean => state === 'available'
