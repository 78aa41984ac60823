import { create } from 'zustand'
import type { DisputeMove } from '#shared/domain/dispute-state.ts'

/** What can be done about a dispute, as its timeline calls it: a transition, its opening, or evidence that is added. */
export type DisputeStepName = DisputeMove | 'opened' | 'evidence'

interface DisputeRequest {
  /** The step to begin with when the dispute's dialog opens; null: all that can be done are offered. */
  readonly step: DisputeStepName | null
  readonly ask: (step: DisputeStepName | null) => void
}

/** What a button asks of the dispute's dialog, which lies over the desk. */
export const useDisputeRequest = create<DisputeRequest>()((set) => ({
  step: null,
  ask: (step) => set({ step }),
}))
