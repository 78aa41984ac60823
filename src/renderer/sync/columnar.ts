import type { AnyRow } from '#shared/tables.ts'
import type { Held } from './disk.ts'

// Stands between the texts of a column. A column with a text that contains it is kept as JSON instead.
const separator = '\u001f'

type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: string }
  | { readonly kind: 'json'; readonly values: string }
  /** Some rows do not have the field at all: pairs of row number and value, as JSON. */
  | { readonly kind: 'sparse'; readonly values: string }

/** Rows by column: few large values, which the browser's database stores and reads several times faster than objects. */
export interface ColumnPack {
  readonly count: number
  readonly versions: Float64Array
  readonly columns: { readonly [field: string]: Column }
}

/** Packs rows. Reading them back gives equal rows, with unknown fields too [S19]. */
export function packRows(rows: readonly Held[]): ColumnPack {
  const fields = new Set(rows.flatMap(({ row }) => Object.keys(row)))
  const columns: { [field: string]: Column } = {}
  for (const field of fields) columns[field] = packColumn(rows, field)
  return { count: rows.length, versions: Float64Array.from(rows, ({ v }) => v), columns }
}

function packColumn(rows: readonly Held[], field: string): Column {
  const values = rows.map(({ row }) => row[field])
  if (values.some((value) => value === undefined)) {
    const there = values.flatMap((value, i) => (value === undefined ? [] : [[i, value]]))
    return { kind: 'sparse', values: JSON.stringify(there) }
  }
  // Float64 keeps every number that JSON can carry.
  if (values.every((value) => typeof value === 'number')) return { kind: 'number', values: Float64Array.from(values) }
  if (values.every((value) => typeof value === 'string' && !value.includes(separator))) {
    return { kind: 'text', values: values.join(separator) }
  }
  return { kind: 'json', values: JSON.stringify(values) }
}

/** Reads a pack back. Throws on a pack that is not one. */
export function unpackRows(pack: ColumnPack): Held[] {
  const columns = Object.entries(pack.columns).map(([field, column]) => ({ field, ...readColumn(column) }))
  const first: { [field: string]: unknown } = {}
  for (const { field, values } of columns) if (values !== null) first[field] = values[0]
  // Copies of one row have its shape from the start: filling them in is three times as fast as growing each of them field by field.
  const rows = Array.from({ length: pack.count }, () => ({ ...first }))
  for (const { field, values, pairs } of columns) {
    if (values !== null) for (const [i, row] of rows.entries()) row[field] = values[i]
    for (const [i, value] of pairs) Object.assign(rows[i] ?? {}, { [field]: value })
  }
  return rows.map((row, i) => ({ v: pack.versions[i] ?? 0, row: row as AnyRow }))
}

/** Reads the ids of a pack's rows, when asked to. What it gives keeps the column of ids alone in memory. */
export function idsOf({ columns: { id } }: ColumnPack): () => string[] {
  return () => (id === undefined ? [] : (Array.from(readColumn(id).values ?? []) as string[]))
}

/** A value for every row, or pairs of row number and value where some rows do not have the field. */
function readColumn(column: Column): {
  readonly values: ArrayLike<unknown> | null
  readonly pairs: readonly [number, unknown][]
} {
  if (column.kind === 'sparse') return { values: null, pairs: JSON.parse(column.values) as [number, unknown][] }
  if (column.kind === 'number') return { values: column.values, pairs: [] }
  const values = column.kind === 'text' ? column.values.split(separator) : (JSON.parse(column.values) as unknown[])
  return { values, pairs: [] }
}
