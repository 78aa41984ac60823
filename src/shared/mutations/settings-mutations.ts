import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { CaseForm, type FormField } from '../domain/case-form.ts'
import { ContactDriver } from '../domain/contact-driver.ts'
import { can } from '../permissions.ts'
import { defineMutation, every, maybe, one, put, refuse } from './define-mutation.ts'

/** Two fields under one name would answer for each other; a choice of nothing cannot be answered. */
const isSound = (fields: readonly FormField[]): boolean =>
  new Set(fields.map(({ key }) => key)).size === fields.length &&
  fields.every(
    ({ kind, options }) => kind !== 'choice' || (options.length > 0 && new Set(options).size === options.length),
  )

/** Makes a form, or changes one for every case that has it. */
export const formSave = defineMutation({
  name: 'form.save',
  by: 'agent',
  args: z.strictObject({ form: CaseForm }),
  reads: () => ({}),
  apply(_rows, { form }, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    return isSound(form.fields) ? { changes: [put('forms', form)] } : refuse('bad-arguments', 'form.fields')
  },
})

/** Makes a contact driver, or changes one. There are two levels: a heading has no heading over it. */
export const driverSave = defineMutation({
  name: 'driver.save',
  by: 'agent',
  args: z.strictObject({ driver: ContactDriver }),
  reads: () => ({ drivers: every('drivers') }),
  apply({ drivers }, { driver }, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    const parent = drivers.find(({ id }) => id === driver.parentId)
    const isHeading = drivers.some(({ parentId }) => parentId === driver.id)
    const isBelowHeading = parent !== undefined && parent.parentId === null && parent.id !== driver.id && !isHeading
    return driver.parentId === null || isBelowHeading
      ? { changes: [put('drivers', driver)] }
      : refuse('bad-arguments', 'driver.parentId')
  },
})

/** Says what is asked on the cases of a queue; null: nothing. */
export const queueSetForm = defineMutation({
  name: 'queue.set-form',
  by: 'agent',
  args: z.strictObject({ queueId: Id, formId: Id.nullable() }),
  reads: (args) => ({ queue: one('queues', args.queueId), form: maybe('forms', args.formId ?? args.queueId) }),
  apply({ queue, form }, args, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    if (args.formId !== null && form?.active !== true) return refuse('no-such-form')
    return { changes: [put('queues', { ...queue, formId: args.formId })] }
  },
})
