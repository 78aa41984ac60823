import { z } from 'zod'

export const EscalationState = z.enum([
  'queued',
  'accepted',
  'in-progress',
  'waiting',
  'returned',
  'rejected',
  'withdrawn',
  'handed-back',
  'resolved',
  'closed',
])
export type EscalationState = z.infer<typeof EscalationState>

const next: Record<EscalationState, readonly EscalationState[]> = {
  queued: ['accepted', 'returned', 'rejected', 'withdrawn'],
  accepted: ['in-progress', 'waiting', 'returned', 'rejected', 'handed-back', 'resolved', 'withdrawn'],
  'in-progress': ['waiting', 'returned', 'rejected', 'handed-back', 'resolved', 'withdrawn'],
  waiting: ['in-progress', 'handed-back', 'resolved', 'withdrawn'],
  returned: ['queued', 'withdrawn'],
  // Back to work: the decision was taken back before anybody carried it out.
  'handed-back': ['closed', 'in-progress'],
  resolved: ['closed', 'in-progress'],
  rejected: [],
  withdrawn: [],
  closed: [],
}

/** Whether an escalation may go from one state to another: the plain transition table. */
export const canMove = (from: EscalationState, to: EscalationState): boolean => next[from].includes(to)

/** Whether another queue of Tier 2 may get it: while nobody has begun to work on it. */
export const canRedirect = (state: EscalationState): boolean => state === 'queued' || state === 'accepted'

/** Whether the escalation still binds the case: nothing may solve the case meanwhile. */
export const isOpenEscalation = (state: EscalationState): boolean => next[state].length > 0

/** Whom Tier 2 waits for. */
export const WaitingFor = z.enum(['customer', 'seller', 'creator', 'logistics', 'legal'])
export type WaitingFor = z.infer<typeof WaitingFor>

/**
 * Why no clock raises it, in an open state; null: the promise, the next update or the time of its queue does, whichever comes first. Tier 1 is
 * held to what the clocks of the case say.
 */
export const unraisedBecause: {
  readonly [S in EscalationState]: 'tier-1-has-it' | 'it-is-decided' | 'it-is-over' | null
} = {
  queued: null,
  accepted: null,
  'in-progress': null,
  waiting: null,
  returned: 'tier-1-has-it',
  'handed-back': 'it-is-decided',
  resolved: 'it-is-decided',
  rejected: 'it-is-over',
  withdrawn: 'it-is-over',
  closed: 'it-is-over',
}

/** Whether it is Tier 2's turn: it lies in their queue or somebody there has it, undecided. */
export const isWithTier2 = (state: EscalationState): boolean => unraisedBecause[state] === null
