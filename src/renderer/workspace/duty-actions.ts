import { type AgentState, type AgentStatus, unsaidStatus } from '#shared/domain/agent-status.ts'
import { mostGivenBack } from '#shared/mutations/status-mutations.ts'
import { newId } from '#shared/new-id.ts'
import { isOwed } from '#shared/routing.ts'
import type { Row } from '#shared/tables.ts'
import type { Named, Workspace } from './workspace.ts'

/** What an agent is doing; off shift where nothing was ever said. */
export const statusOf = (workspace: Workspace, agentId: string): AgentStatus =>
  workspace.get('agentStatuses', agentId) ?? unsaidStatus(agentId)

/** Says what an agent is doing, with the time by this computer's clock: it may have to wait for the network. */
export const setAgentStatus = (
  workspace: Workspace,
  agentId: string,
  said: { state: AgentState; reason: string | null },
): Named => workspace.mutate('agent.set-status', { agentId, ...said, saidAt: new Date().toISOString() })

/** My cases that go back when the shift ends, and how many of mine stay. */
export function shiftCases({ lists }: Workspace): { readonly back: readonly Row<'cases'>[]; readonly stay: number } {
  const mine = lists.cases('mine')
  const back = mine.filter(isOwed)
  return { back, stay: mine.length - back.length }
}

/** Ends my shift: gives back what is owed, some at a time where it is very much. Answers the last step, or the first that was refused. */
export function endShift(workspace: Workspace, back: readonly Row<'cases'>[]): Named {
  const saidAt = new Date().toISOString()
  const step = (from: number): Named => {
    const cases = back.slice(from, from + mostGivenBack).map(({ id }) => ({ caseId: id, eventId: newId() }))
    const named = workspace.mutate('agent.end-shift', { agentId: workspace.me.id, cases, saidAt })
    const isLast = from + mostGivenBack >= back.length
    return 'refused' in named || isLast ? named : step(from + mostGivenBack)
  }
  return step(0)
}
