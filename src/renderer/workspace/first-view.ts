import type { Agent } from '#shared/domain/agent.ts'
import { type ViewId, fixedViews } from './case-lists.ts'
import { inOtherOrder } from './tier-two-order.ts'

/** What is known when a desk opens. */
export interface FirstViewSource {
  readonly role: Agent['role']
  /** The list that was open last on this computer. */
  readonly remembered: string | null
  readonly caseQueues: readonly string[]
  readonly tierTwoQueues: readonly string[]
  readonly savedViews?: readonly string[]
}

/** The list a desk opens with: the one of last time where it is still there, else where the work of the role is. */
export function firstView({ role, remembered, caseQueues, tierTwoQueues, savedViews = [] }: FirstViewSource): ViewId {
  const known: ViewId[] = [
    ...fixedViews,
    ...caseQueues.map((id): ViewId => `queue/${id}`),
    ...tierTwoQueues.flatMap((id): ViewId[] => [`tier-2/${id}`, inOtherOrder(`tier-2/${id}`)]),
    ...savedViews.map((id): ViewId => `view/${id}`),
  ]
  const last = known.find((view) => view === remembered)
  if (last !== undefined) return last
  const [queue] = tierTwoQueues
  if (role === 'tier-2') return queue === undefined ? 'mine' : `tier-2/${queue}`
  return role === 'tier-1' ? 'mine' : 'all-open'
}
