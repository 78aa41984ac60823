import type { Row, TableName } from '#shared/tables.ts'

/** A row of the demo with its table. */
export type DemoRow = { [T in TableName]: { readonly table: T; readonly row: Row<T> } }[TableName]

/** Finds rows of the demo by the slug they were written under. Asking for one that is not there is an error. */
export interface DemoBook {
  readonly now: Date
  readonly agent: (slug: string) => Row<'agents'>
  readonly queue: (slug: string) => Row<'queues'>
  readonly party: (slug: string) => Row<'parties'>
  readonly order: (number: string) => Row<'orders'>
  /** The market of an order, by its id. */
  readonly marketOf: (orderId: string) => string
  readonly macro: (slug: string) => Row<'macros'>
  readonly sop: (slugAndLocale: string) => Row<'sops'>
  /** Whether the slug is an agent's rather than a party's. */
  readonly isAgent: (slug: string) => boolean
  /** The contact driver of a case, by its number. */
  readonly driverIdOf: (number: string) => string | null
}

/** Rows of one table by slug. */
export type BySlug<T extends TableName> = ReadonlyMap<string, Row<T>>

/** A lookup that throws, naming what is missing. */
export const finder =
  <T extends TableName>(table: T, rows: BySlug<T>) =>
  (slug: string): Row<T> => {
    const row = rows.get(slug)
    if (row === undefined)
      throw new Error(`The demo names "${slug}" among its ${table}, which is not written anywhere.`)
    return row
  }
