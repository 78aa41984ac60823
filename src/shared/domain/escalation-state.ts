import { z } from 'zod'

export const EscalationState = z.enum(['queued', 'accepted', 'returned', 'withdrawn', 'handed-back', 'closed'])
export type EscalationState = z.infer<typeof EscalationState>

const next: Record<EscalationState, readonly EscalationState[]> = {
  queued: ['accepted', 'returned', 'withdrawn'],
  accepted: ['returned', 'handed-back', 'withdrawn'],
  returned: ['queued', 'withdrawn'],
  'handed-back': ['closed'],
  withdrawn: [],
  closed: [],
}

/** Whether an escalation may go from one state to another: the plain transition table. */
export const canMove = (from: EscalationState, to: EscalationState): boolean => next[from].includes(to)

/** Whether the escalation still binds the case: nothing may solve the case meanwhile. */
export const isOpenEscalation = (state: EscalationState): boolean => next[state].length > 0
