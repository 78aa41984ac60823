/** Why a mutation can be refused. Each has its sentence for people in the window's words. */
export const refusalReasons = [
  'not-allowed',
  'not-found',
  'id-taken',
  'bad-arguments',
  'too-large',
  'unknown-mutation',
  'thread-moved',
  'escalation-is-open',
  'escalation-moved-on',
  'ask-is-open',
  'case-is-closed',
  'case-is-solved',
  'snooze-too-long',
  'bad-filter',
  'claimed-by-other',
  'queue-is-pushed',
  'site-is-down',
  'not-an-agent',
  'not-a-tier-2-queue',
  'macro-is-off',
  'unresolved-placeholder',
  'not-a-party',
  'quote-of-other-party',
  'already-sent',
  'fields-missing',
  'driver-missing',
  'checklist-open',
  'no-such-field',
  'bad-field-value',
  'not-a-driver',
  'no-such-form',
  'case-merged',
  'other-party',
  'too-many',
  'macro-condition-failed',
  'macro-needs-newer',
  'macro-moved-on',
  'macro-not-reviewed',
  'macro-own-review',
  'version-moved-on',
  'not-reviewed',
  'own-review',
  'sop-incomplete',
  'bad-steps',
  'sop-not-in-force',
  'sop-not-acknowledged',
  'step-locked',
  'step-needs-choice',
  'step-needs-evidence',
  'step-needs-amount',
  'over-limit',
  'run-is-over',
  'dispute-is-open',
  'dispute-moved-on',
  'dispute-needs-desk',
  'evidence-not-new',
  'own-decision',
  'bad-amount',
  'bad-deadline',
  'above-limit',
  'own-limit',
  'bad-limit',
  'limit-is-there',
  'own-request',
  'payment-not-due',
  'payment-is-open',
  'action-moved-on',
  'dependency-refused',
  /** Only the service says this: a file that goes with a text was let go of before it was sent. */
  'file-gone',
  'not-of-queue',
  'not-of-market',
  'name-taken',
  'overflow-circle',
  'bad-row',
  /** Only a window says this, of itself. */
  'window-is-old',
  /** Only a window says this: the service gave a reason that this build has no sentence for [S19]. */
  'unknown-reason',
] as const

/** A kebab-case reason that both sides understand. */
export type RefusalReason = (typeof refusalReasons)[number]

const known: ReadonlySet<string> = new Set(refusalReasons)

/** Whether this build has a sentence for the reason. */
export const isRefusalReason = (said: string): said is RefusalReason => known.has(said)

/** A refusal: the reason, and what it is about (a field, an id, a table), never text that a person wrote. */
export interface Refusal {
  readonly refused: RefusalReason
  readonly about?: string | undefined
}
