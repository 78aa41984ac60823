import type { AgentStatus } from '#shared/domain/agent-status.ts'
import { say } from '#renderer/words/say.ts'

/** What an agent is doing, in words, with their own reason. Whom the service has lost is not said to be off shift. */
export function stateWords({ state, reason, before }: Pick<AgentStatus, 'state' | 'reason' | 'before'>): string {
  if (before !== null && before !== undefined) return say('agent-state.lost')
  const word = say(`agent-state.${state}`)
  return reason === null ? word : say('duty.with-reason', { state: word, reason })
}
