import { z } from 'zod'
import { Id } from './base.ts'

export const FormField = z.looseObject({
  /** The name of its value in `Case.fields`. */
  key: z
    .string()
    .max(60)
    .regex(/^[a-z0-9][a-z0-9_.-]*$/),
  label: z.string().min(1).max(120),
  kind: z.enum(['text', 'number', 'choice', 'date', 'yes-no']),
  /** For a choice: what can be chosen. */
  options: z.array(z.string().min(1).max(120)).max(200),
  /** Without a value the case may not be solved, whichever way that is tried. */
  isRequiredToSolve: z.boolean(),
})
export type FormField = z.infer<typeof FormField>

/** What is asked on a case. A case without one is asked what its queue's form asks. */
export const CaseForm = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  fields: z.array(FormField).max(60),
  /** Whether a case needs a contact driver before it may be solved. */
  isDriverRequired: z.boolean(),
  active: z.boolean(),
})
export type CaseForm = z.infer<typeof CaseForm>
