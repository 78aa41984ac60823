import { create } from 'zustand'
import type { AppliedMacro } from '#shared/applied-macro.ts'

/** Text that another part of the screen puts into the composer of a case: a filled macro, a passage of an SOP, Tier 2's reply. */
export interface ComposeRequest {
  readonly caseId: string
  readonly kind: 'reply' | 'note'
  readonly text: string
  /** The macro it was filled from: its actions then go out with the text. */
  readonly macroId: string | null
  /** That macro as it was filled, to go out with the text: put on top of those that are there already. */
  readonly macro?: AppliedMacro
  /** `replace` starts anew; `insert` puts it where the cursor stands. */
  readonly how: 'insert' | 'replace'
}

interface ComposeRequests {
  readonly waiting: ComposeRequest | null
  /** Asks; the composer of that case takes it as soon as it is on the screen. */
  readonly ask: (request: ComposeRequest) => void
  /** The composer has it. */
  readonly taken: (request: ComposeRequest) => void
}

/** What waits to be put into a composer. Features do not know each other, so they meet here. */
export const useComposeRequests = create<ComposeRequests>()((set) => ({
  waiting: null,
  ask: (waiting) => set({ waiting }),
  taken: (request) => set(({ waiting }) => ({ waiting: waiting === request ? null : waiting })),
}))
