import type { AnyRow } from '../tables.ts'

/** A row with the feed number of its last change. */
export interface Held {
  readonly v: number
  readonly row: AnyRow
}

/**
 * Bytes of JSON of the rows that are packed together: as columns they come to about 50 kB. Beyond 64 kB Chromium gives a record a file of its
 * own, and the window waits for another process while it is written: measured, five times as long for the same bytes.
 */
export const rowPackBytes = 80_000

// Stands between the texts of a column. A column with a text that contains it is kept as a list instead. JSON writes it as one byte.
const separator = '\u007f'

type Column =
  | { readonly kind: 'text'; readonly values: string }
  | { readonly kind: 'list'; readonly values: readonly unknown[] }
  /** Every row has the same. */
  | { readonly kind: 'same'; readonly value: unknown }
  /** Some rows do not have the field at all: pairs of row number and value. */
  | { readonly kind: 'sparse'; readonly values: readonly (readonly [number, unknown])[] }

/**
 * Rows of one table by column: few large texts, which are written and read several times faster than objects. As JSON in UTF-8 it is what
 * the service sends in a whole copy and what the window keeps, sealed, without looking into it.
 */
export interface RowPack {
  readonly count: number
  readonly versions: readonly number[]
  readonly columns: { readonly [field: string]: Column }
}

/** Packs rows. Reading them back gives equal rows, with unknown fields too [S19]. */
export function packRows(rows: readonly Held[]): RowPack {
  const fields = new Set(rows.flatMap(({ row }) => Object.keys(row)))
  const columns: { [field: string]: Column } = {}
  for (const field of fields) columns[field] = packColumn(rows, field)
  return { count: rows.length, versions: rows.map(({ v }) => v), columns }
}

function packColumn(rows: readonly Held[], field: string): Column {
  const values = rows.map(({ row }) => row[field])
  if (values.some((value) => value === undefined)) {
    return { kind: 'sparse', values: values.flatMap((value, i) => (value === undefined ? [] : [[i, value] as const])) }
  }
  if (values.length > 1 && isSame(values)) return { kind: 'same', value: values[0] }
  if (values.every((value) => typeof value === 'string' && !value.includes(separator))) {
    return { kind: 'text', values: values.join(separator) }
  }
  return { kind: 'list', values }
}

function isSame([first, ...others]: readonly unknown[]): boolean {
  if (typeof first !== 'object' || first === null) return others.every((value) => value === first)
  const text = JSON.stringify(first)
  return others.every((value) => typeof value === 'object' && JSON.stringify(value) === text)
}

/** Reads a pack back. Throws on a pack that is not one. */
export function unpackRows(pack: RowPack): Held[] {
  const columns = Object.entries(pack.columns)
  const read = columns.flatMap(([field, column]) => {
    const values = valuesOf(column)
    return values === null ? [] : [{ field, values }]
  })
  const first: { [field: string]: unknown } = {}
  for (const [field, column] of columns) if (column.kind === 'same') first[field] = column.value
  for (const { field, values } of read) first[field] = values[0]
  // Copies of one row have its shape from the start: filling them in is three times as fast as growing each of them field by field.
  const rows = Array.from({ length: pack.count }, () => ({ ...first }))
  for (const { field, values } of read) fill(rows, field, values)
  for (const [field, column] of columns)
    if (column.kind === 'sparse')
      for (const [i, value] of column.values) Object.assign(rows[i] ?? {}, { [field]: value })
  return rows.map((row, i) => ({ v: pack.versions[i] ?? 0, row: row as AnyRow }))
}

/** Most fields are the same in most rows, null above all: what the copy has already is not written again. */
function fill(rows: readonly { [field: string]: unknown }[], field: string, values: readonly unknown[]): void {
  const first = values[0]
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i]
    if (row !== undefined && values[i] !== first) row[field] = values[i]
  }
}

/** The ids of a pack's rows, without making the rows. */
export function idsOf({ columns: { id } }: RowPack): string[] {
  return id === undefined ? [] : ([...(valuesOf(id) ?? [])] as string[])
}

/** A value for each row; null where all have the same, or some none. */
function valuesOf(column: Column): readonly unknown[] | null {
  if (column.kind === 'text') return column.values.split(separator)
  return column.kind === 'list' ? column.values : null
}
