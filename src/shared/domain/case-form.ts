import { z } from 'zod'
import { Id } from './base.ts'
import type { Case } from './case.ts'
import type { Queue } from './queue.ts'

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
  // Missing on rows from before there was such a thing.
  /** What its cases can be checked off for, one line each. */
  checklist: z.array(z.string().min(1).max(300)).max(30).optional(),
})
export type CaseForm = z.infer<typeof CaseForm>

/** What a case is asked follows from these. */
export interface Asking {
  readonly forms: readonly CaseForm[]
  readonly queues: readonly Queue[]
}

/** The form of a case: its own, or that of its queue. One that is switched off asks nothing. */
export function formOf(row: Pick<Case, 'formId' | 'queueId'>, { forms, queues }: Asking): CaseForm | undefined {
  const id = row.formId ?? queues.find((queue) => queue.id === row.queueId)?.formId
  return id === undefined || id === null ? undefined : forms.find((form) => form.id === id && form.active)
}

/** Whether a field has an answer. "No" is one, and so is zero. */
export function isAnswered(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== undefined
}

/** The fields without an answer that the case may not be solved without, in the order of the form. */
export const missingFields = (row: Pick<Case, 'fields'>, form: CaseForm | undefined): FormField[] =>
  (form?.fields ?? []).filter(({ key, isRequiredToSolve }) => isRequiredToSolve && !isAnswered(valueOf(row, key)))

/** What a case says in a field. A key such as `constructor` is no answer. */
export const valueOf = ({ fields }: Pick<Case, 'fields'>, key: string): unknown =>
  Object.hasOwn(fields, key) ? fields[key] : undefined

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** Whether a value is one that the field can have. */
export function fits({ kind, options }: FormField, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'choice':
      return typeof value === 'string' && options.includes(value)
    case 'date':
      return typeof value === 'string' && isDay(value)
    case 'yes-no':
      return typeof value === 'boolean'
  }
}
