import type { AnyRow } from '#shared/tables.ts'

const texts = new WeakMap<AnyRow, string>()

/** A row as JSON, made once for whoever compares, stores or sends it: rows are never changed in place. */
export function textOf(row: AnyRow): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text = JSON.stringify(row)
  texts.set(row, text)
  return text
}

/** The row that a text from the database stands for. */
export function rowOf(text: string): AnyRow {
  const row = JSON.parse(text) as AnyRow
  texts.set(row, text)
  return row
}
