import { z } from 'zod'
import { Role } from './agent.ts'
import { Id } from './base.ts'
import { ActionKind } from './desk-action.ts'

/** The name of a step within its SOP, or of one of its choices. */
export const StepKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** Where the way ends. */
export const lastStep = 'end'

/** One of the answers of a step. `next`: the step it leads to, or `end`; missing: the one below. */
export const StepChoice = z.looseObject({
  key: StepKey,
  label: z.string().min(1).max(200),
  next: StepKey.optional(),
})
export type StepChoice = z.infer<typeof StepChoice>

/** How much somebody in a role may decide by themselves in this step. */
export const StepLimit = z.looseObject({
  role: Role,
  amount: z.number().min(0).max(1e12),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type StepLimit = z.infer<typeof StepLimit>

/** One step of an SOP that is worked through on a case. */
export const SopStep = z.looseObject({
  key: StepKey,
  title: z.string().min(1).max(300),
  text: z.string().max(2000).optional(),
  /** `check`: done or not done; `choice`: one of the answers is chosen. */
  kind: z.enum(['check', 'choice']),
  choices: z.array(StepChoice).max(8).optional(),
  next: StepKey.optional(),
  /** What has to be given before it is done, each in a few words. */
  evidence: z.array(z.string().min(1).max(200)).max(5).optional(),
  macroId: Id.nullish(),
  /** Asks for an amount; a role that is not named may decide none. */
  limits: z.array(StepLimit).max(12).optional(),
  /** What the amount is for: then nobody decides more in this step than the workspace lets their role order. */
  action: ActionKind.optional(),
})
export type SopStep = z.infer<typeof SopStep>
