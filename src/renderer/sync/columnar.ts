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
  const rows: { [field: string]: unknown }[] = Array.from({ length: pack.count }, () => ({}))
  for (const [field, column] of Object.entries(pack.columns)) unpackColumn(rows, field, column)
  return rows.map((row, i) => ({ v: pack.versions[i] ?? 0, row: row as AnyRow }))
}

function unpackColumn(rows: { [field: string]: unknown }[], field: string, column: Column): void {
  if (column.kind === 'sparse') {
    for (const [i, value] of JSON.parse(column.values) as [number, unknown][]) {
      const row = rows[i]
      if (row !== undefined) row[field] = value
    }
    return
  }
  const values: ArrayLike<unknown> =
    column.kind === 'number'
      ? column.values
      : column.kind === 'text'
        ? column.values.split(separator)
        : (JSON.parse(column.values) as unknown[])
  for (const [i, row] of rows.entries()) row[field] = values[i]
}
