import type { Agent } from './agent.ts'

/** Who a mutation runs as. The service takes it from the session, never from what was sent [S16]. */
export type Actor =
  | { kind: 'agent'; agent: Agent }
  | { kind: 'system'; name: 'import' | 'seed' | 'channel' | 'clock'; partyId?: string }

/** The agent's id, or null for the system. */
export const agentIdOf = (actor: Actor): string | null => (actor.kind === 'agent' ? actor.agent.id : null)
