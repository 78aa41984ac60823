import type { Row } from '#shared/tables.ts'
import { demoId } from './demo-ids.ts'
import type { DemoAsked } from './demo-shapes.ts'

/** The contact drivers, each heading before those below it, in the order they are written. */
export const driverRows = ({ drivers }: DemoAsked): Row<'drivers'>[] =>
  drivers.flatMap(({ slug, name, drivers: below }, position) => {
    const parentId = demoId('drivers', slug)
    return [
      { id: parentId, name, parentId: null, position, active: true },
      ...below.map((one, place) => ({
        id: demoId('drivers', one.slug),
        name: one.name,
        parentId,
        position: place,
        active: true,
      })),
    ]
  })

/** The forms. */
export const formRows = ({ forms }: DemoAsked): Row<'forms'>[] =>
  forms.map(({ slug, name, driverRequired, fields, checklist }) => ({
    id: demoId('forms', slug),
    name,
    isDriverRequired: driverRequired,
    fields: fields.map(({ key, label, kind, options, required }) => ({
      key,
      label,
      kind,
      options,
      isRequiredToSolve: required,
    })),
    checklist,
    active: true,
  }))

/** The form that a queue has, by the queue's slug; null where it has none. */
export const formIdOf = ({ queues }: DemoAsked, queue: string): string | null => {
  const form = queues[queue]
  return form === undefined ? null : demoId('forms', form)
}

/** The driver that a case was given, by its number; null where it has none. */
export const driverIdOf = ({ cases }: DemoAsked, number: string): string | null => {
  const driver = cases[number]
  return driver === undefined ? null : demoId('drivers', driver)
}
