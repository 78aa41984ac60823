import { z } from 'zod'

/** How far a dispute has come. */
export const DisputeState = z.enum([
  'opened',
  'awaiting-seller',
  'return-in-transit',
  'inspection',
  'refund-due',
  'awaiting-buyer-escalation',
  'platform-review',
  'evidence-requested',
  'decided',
  'appeal-window',
  'appeal-review',
  'final',
  'executed',
  'closed',
  'withdrawn',
  'out-of-scope',
  'fraud-hold',
  'external',
])
export type DisputeState = z.infer<typeof DisputeState>

/** Who may bring it about: who works the case, who may decide a dispute, or a deadline that ran out. */
export type MovedBy = 'desk' | 'reviewer' | 'clock'

/** One line of the table of transitions. */
export interface DisputeStep {
  readonly from: readonly DisputeState[]
  readonly to: DisputeState
  readonly by: readonly MovedBy[]
}

// Out of the ordinary course from wherever it is still being dealt with.
const underway: readonly DisputeState[] = [
  'opened',
  'awaiting-seller',
  'return-in-transit',
  'inspection',
  'refund-due',
  'awaiting-buyer-escalation',
  'platform-review',
  'evidence-requested',
  'decided',
  'appeal-window',
  'appeal-review',
  'final',
]

const steps = {
  'ask-seller': { from: ['opened'], to: 'awaiting-seller', by: ['desk', 'clock'] },
  'seller-accepts': { from: ['awaiting-seller'], to: 'return-in-transit', by: ['desk'] },
  'seller-refunds': { from: ['awaiting-seller'], to: 'refund-due', by: ['desk'] },
  'accept-by-silence': { from: ['awaiting-seller'], to: 'refund-due', by: ['clock'] },
  'seller-rejects': { from: ['awaiting-seller'], to: 'awaiting-buyer-escalation', by: ['desk'] },
  'return-arrives': { from: ['return-in-transit'], to: 'inspection', by: ['desk', 'clock'] },
  'close-unreturned': { from: ['return-in-transit'], to: 'closed', by: ['clock'] },
  'inspection-passes': { from: ['inspection'], to: 'refund-due', by: ['desk', 'clock'] },
  'inspection-fails': { from: ['inspection'], to: 'platform-review', by: ['desk'] },
  escalate: { from: ['awaiting-buyer-escalation'], to: 'platform-review', by: ['desk'] },
  'close-unescalated': { from: ['awaiting-buyer-escalation'], to: 'closed', by: ['clock'] },
  decide: { from: ['platform-review'], to: 'decided', by: ['reviewer'] },
  'request-evidence': { from: ['platform-review'], to: 'evidence-requested', by: ['reviewer'] },
  'go-on': { from: ['evidence-requested'], to: 'platform-review', by: ['desk', 'clock'] },
  'tell-both': { from: ['decided'], to: 'appeal-window', by: ['reviewer'] },
  appeal: { from: ['appeal-window'], to: 'appeal-review', by: ['desk'] },
  'end-window': { from: ['appeal-window'], to: 'final', by: ['clock'] },
  'decide-appeal': { from: ['appeal-review'], to: 'final', by: ['reviewer'] },
  execute: { from: ['refund-due', 'final'], to: 'executed', by: ['reviewer'] },
  close: { from: ['executed', 'fraud-hold', 'external'], to: 'closed', by: ['desk'] },
  withdraw: { from: underway, to: 'withdrawn', by: ['desk'] },
  'leave-scope': { from: underway, to: 'out-of-scope', by: ['reviewer'] },
  hold: { from: underway, to: 'fraud-hold', by: ['reviewer'] },
  'go-external': { from: underway, to: 'external', by: ['reviewer'] },
  // A hold ends, too: money must not stay where it is for good.
  'lift-hold': { from: ['fraud-hold'], to: 'platform-review', by: ['reviewer'] },
} as const satisfies { readonly [move: string]: DisputeStep }

/** The name of a transition. */
export type DisputeMove = keyof typeof steps

/** Every transition there is: the one table that rules, clocks, buttons and tests go by. */
export const disputeSteps: { readonly [M in DisputeMove]: DisputeStep } = steps

const isMove = (name: string): name is DisputeMove => Object.hasOwn(steps, name)

/** Every transition by name, in the order of the table. */
export const disputeMoves: readonly DisputeMove[] = Object.keys(steps).filter(isMove)

/** Whether the transition leads on from this state. */
export const canMoveFrom = (state: DisputeState, move: DisputeMove): boolean => disputeSteps[move].from.includes(state)

/** The transitions that lead on from a state, for somebody or something. */
export const movesFrom = (state: DisputeState, by: MovedBy): DisputeMove[] =>
  disputeMoves.filter((move) => canMoveFrom(state, move) && disputeSteps[move].by.includes(by))

/** Whether anything still leads on. */
export const isOpenDispute = (state: DisputeState): boolean => disputeMoves.some((move) => canMoveFrom(state, move))

/** Why no deadline runs, where none does. */
export const NoClockReason = z.enum([
  /** The same step goes on to the next state: nobody waits here. */
  'passes-at-once',
  'nothing-is-owed',
  'others-investigate',
  'others-decide',
  /** The workspace has no row for this step, market and kind. */
  'no-deadline-set',
  'is-over',
])
export type NoClockReason = z.infer<typeof NoClockReason>

/** Who has to do something before the deadline. */
export const ClockHolder = z.enum(['customer', 'seller', 'desk', 'either'])
export type ClockHolder = z.infer<typeof ClockHolder>

/** Who holds the clock in a state, or why there is none. In `evidence-requested` it is whoever was asked. */
export const clockOf: {
  readonly [S in DisputeState]: { readonly holder: ClockHolder } | { readonly none: NoClockReason }
} = {
  opened: { holder: 'desk' },
  'awaiting-seller': { holder: 'seller' },
  'return-in-transit': { holder: 'customer' },
  inspection: { holder: 'seller' },
  'refund-due': { holder: 'desk' },
  'awaiting-buyer-escalation': { holder: 'customer' },
  'platform-review': { holder: 'desk' },
  'evidence-requested': { holder: 'either' },
  decided: { none: 'passes-at-once' },
  'appeal-window': { holder: 'either' },
  'appeal-review': { holder: 'desk' },
  final: { holder: 'desk' },
  executed: { none: 'nothing-is-owed' },
  closed: { none: 'is-over' },
  withdrawn: { none: 'is-over' },
  'out-of-scope': { none: 'is-over' },
  'fraud-hold': { none: 'others-investigate' },
  external: { none: 'others-decide' },
}

const desk: ReadonlySet<DisputeState> = new Set([
  'opened',
  'refund-due',
  'platform-review',
  'decided',
  'appeal-review',
  'final',
])

/** Whether the desk has to act: the case is not done while it is so. */
export const isDeskStep = (state: DisputeState): boolean => desk.has(state)
