import { z } from 'zod'
import { Id } from './base.ts'

/** Why a party got in touch: a taxonomy of two levels. One without a parent is a group; cases carry those of the second level. */
export const ContactDriver = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  parentId: Id.nullable(),
  position: z.number().int(),
  active: z.boolean(),
})
export type ContactDriver = z.infer<typeof ContactDriver>

/** A heading with the drivers below it that can be chosen. */
export interface DriverGroup {
  readonly heading: ContactDriver
  readonly drivers: readonly ContactDriver[]
}

const inOrder = (a: ContactDriver, b: ContactDriver): number => a.position - b.position || a.name.localeCompare(b.name)

/** The taxonomy in its order, without what is out of use. */
export const driverGroups = (all: readonly ContactDriver[]): DriverGroup[] =>
  all
    .filter(({ parentId, active }) => parentId === null && active)
    .sort(inOrder)
    .map((heading) => ({
      heading,
      drivers: all.filter(({ parentId, active }) => parentId === heading.id && active).sort(inOrder),
    }))
    .filter(({ drivers }) => drivers.length > 0)

/** A driver with its heading, e.g. `Delivery › Late`; null where there is none. */
export function driverName(all: readonly ContactDriver[], id: string | null | undefined): string | null {
  const driver = all.find((one) => one.id === id)
  if (driver === undefined) return null
  const heading = all.find((one) => one.id === driver.parentId)
  return heading === undefined ? driver.name : `${heading.name} › ${driver.name}`
}
