import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Case } from '../domain/case.ts'
import { FormField, fits, formOf, isAnswered } from '../domain/case-form.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { changedWith } from './case-event.ts'
import { defineMutation, every, maybe, one, put, refuse } from './define-mutation.ts'

const answer = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])
type Answers = { readonly [key: string]: z.infer<typeof answer> }

/** Why these are no answers to what the form asks, or null. Whatever the form does not ask can still be emptied. */
function answersRefusal(fields: readonly FormField[], answers: Answers): Refusal | null {
  for (const [key, value] of Object.entries(answers)) {
    if (value === null) continue
    const field = fields.find((one) => one.key === key)
    if (field === undefined) return refuse('no-such-field', key)
    if (!fits(field, value)) return refuse('bad-field-value', key)
  }
  return null
}

/** What a case says after these answers: an empty one takes what was there away. */
function answered(fields: Case['fields'], answers: Answers): Case['fields'] {
  const given = Object.entries(answers)
  const kept = Object.entries(fields).filter(([key]) => !Object.hasOwn(answers, key))
  return Object.fromEntries([...kept, ...given.filter(([, value]) => isAnswered(value))])
}

/** Answers what the form of the case asks; null takes an answer back. */
export const caseSetFields = defineMutation({
  name: 'case.set-fields',
  by: 'agent',
  args: z.strictObject({ caseId: Id, fields: z.record(FormField.shape.key, answer) }),
  reads: (args) => ({ row: one('cases', args.caseId), forms: every('forms'), queues: every('queues') }),
  apply({ row, forms, queues }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const refusal = answersRefusal(formOf(row, { forms, queues })?.fields ?? [], args.fields)
    if (refusal !== null) return refusal
    const fields = answered(row.fields, args.fields)
    return { changes: [put('cases', { ...row, fields, updatedAt: context.at })] }
  },
})

/** Says why the party got in touch; null takes it back. */
export const caseSetDriver = defineMutation({
  name: 'case.set-driver',
  by: 'agent',
  args: z.strictObject({ caseId: Id, driverId: Id.nullable() }),
  reads: (args) => ({
    row: one('cases', args.caseId),
    // Asking for the case's own id finds no driver, which is right where there is to be none.
    driver: maybe('drivers', args.driverId ?? args.caseId),
  }),
  apply({ row, driver }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const isOne = driver?.active === true && driver.parentId !== null
    if (args.driverId !== null && !isOne) return refuse('not-a-driver')
    return { changes: [put('cases', { ...row, driverId: args.driverId, updatedAt: context.at })] }
  },
})

/** Gives a case a form other than that of its queue; null: the queue's again. */
export const caseSetForm = defineMutation({
  name: 'case.set-form',
  by: 'agent',
  args: z.strictObject({ caseId: Id, formId: Id.nullable(), eventId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), form: maybe('forms', args.formId ?? args.caseId) }),
  apply({ row, form }, args, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    if (args.formId !== null && form?.active !== true) return refuse('no-such-form')
    if ((row.formId ?? null) === args.formId) return { changes: [] }
    const detail: { [name: string]: string } = form === undefined ? {} : { form: form.name }
    return {
      changes: changedWith(
        context,
        { ...row, formId: args.formId },
        { id: args.eventId, name: form === undefined ? 'form-reset' : 'form-changed', detail },
      ),
    }
  },
})
