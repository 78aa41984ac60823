import { create } from 'zustand'
import type { EscalationReason } from '#shared/domain/escalation.ts'

/** What a hand-over to Tier 2 begins with, where something else led to it. */
export interface EscalationBegun {
  readonly caseId: string
  readonly reason: EscalationReason
  readonly ask: string
  readonly orderId: string
  readonly evidence: string
}

interface EscalationRequest {
  readonly begun: EscalationBegun | null
  readonly ask: (begun: EscalationBegun) => void
  /** What was asked for on a case; asked for no longer. */
  readonly take: (caseId: string) => EscalationBegun | null
}

/** What an action beyond somebody's limit asks of the hand-over. Features do not know each other, so they meet here. */
export const useEscalationRequest = create<EscalationRequest>()((set, get) => ({
  begun: null,
  ask: (begun) => set({ begun }),
  take: (caseId) => {
    const { begun } = get()
    if (begun?.caseId !== caseId) return null
    set({ begun: null })
    return begun
  },
}))
