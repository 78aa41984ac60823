import { type TableName, isTableName, tableNames } from '#shared/tables.ts'

/** Where a reading of everything stands: in which table, and after which row of it. */
export interface RowsPlace {
  readonly table: TableName
  /** The row that the last one belonged to; the nil UUID in tables without parents. */
  readonly parent: string
  readonly id: string
}

const nil = '00000000-0000-0000-0000-000000000000'

/** Before the first row of a table. */
export const startOf = (table: TableName): RowsPlace => ({ table, parent: nil, id: nil })

/** Before the first row of all. */
export const firstPlace: RowsPlace = startOf('sites')

/** The start of the table that follows in loading order; null after the last. */
export const nextTable = ({ table }: RowsPlace): RowsPlace | null => {
  const next = tableNames[tableNames.indexOf(table) + 1]
  return next === undefined ? null : startOf(next)
}

export const writeRowsPlace = ({ table, parent, id }: RowsPlace): string => `${table}.${parent}.${id}`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads a place that came back from a window; null where it is not one. */
export function readRowsPlace(text: string): RowsPlace | null {
  const [table = '', parent = '', id = ''] = text.split('.')
  return isTableName(table) && uuid.test(parent) && uuid.test(id) ? { table, parent, id } : null
}
