import { z } from 'zod'
import { Role } from './agent.ts'
import { Id, Instant, LocaleTag } from './base.ts'
import { SopStep, StepKey } from './sop-step.ts'

export const SopRunState = z.enum(['running', 'finished', 'stopped'])
export type SopRunState = z.infer<typeof SopRunState>

/** Every way from one state of a run to another. */
export const runMoves: { readonly [S in SopRunState]: readonly SopRunState[] } = {
  running: ['finished', 'stopped'],
  finished: [],
  stopped: [],
}

/** Why no clock of its own ends a run: whoever works through it owes the party what the clocks of the case say. */
export const unclockedRun: { readonly [S in SopRunState]: 'its-case-has-clocks' | 'it-is-over' } = {
  running: 'its-case-has-clocks',
  finished: 'it-is-over',
  stopped: 'it-is-over',
}

/** A step that was done, by whom and when. */
export const StepDone = z.looseObject({
  key: StepKey,
  at: Instant,
  byAgentId: Id,
  byName: z.string().max(200),
  role: Role,
  choice: StepKey.optional(),
  note: z.string().max(1000).optional(),
  evidence: z
    .array(z.looseObject({ what: z.string().max(200), given: z.string().max(500) }))
    .max(5)
    .optional(),
  amount: z.number().optional(),
  currency: z.string().max(3).optional(),
})
export type StepDone = z.infer<typeof StepDone>

/** An SOP that is worked through on a case. Its steps are kept as they were when it began: what changes in the SOP meanwhile changes nothing here. */
export const SopRun = z.looseObject({
  id: Id,
  caseId: Id,
  groupId: Id,
  sopId: Id,
  version: z.number().int().min(1),
  title: z.string().max(500),
  locale: LocaleTag,
  steps: z.array(SopStep).min(1).max(40),
  done: z.array(StepDone).max(40),
  state: SopRunState,
  startedBy: z.looseObject({ agentId: Id, name: z.string().max(200) }),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** Why it was stopped. */
  why: z.string().max(500).optional(),
})
export type SopRun = z.infer<typeof SopRun>
