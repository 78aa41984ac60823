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
  /** By the clock of the agent's computer: earlier than `since` where it had to wait for the network. Missing: the service said it. */
  saidAt: Instant.optional(),
  /** What the agent was doing when the service lost them: what they go back to when they are found again. */
  before: z.looseObject({ state: AgentState, reason: z.string().max(200).nullable() }).nullish(),
})
export type AgentStatus = z.infer<typeof AgentStatus>

/** Whether new cases are pushed to somebody who is doing this. */
export const takesCases = (state: AgentState): boolean => state === 'available'

/** Whether somebody who is doing this leaves their cases to others. An outage is neither away nor at work: it does not count against anyone. */
export const isAbsent = (state: AgentState): boolean => state === 'away' || state === 'offline'

/** How an agent stands of whom nothing was ever said: not at work. */
export const unsaidStatus = (agentId: string): AgentStatus => ({
  id: agentId,
  state: 'offline',
  reason: null,
  since: '1970-01-01T00:00:00.000Z',
})
