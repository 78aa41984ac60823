import type { AnyRow } from '../tables.ts'
import type { RowChange, RowDelta } from './protocol.ts'
import type { Held } from './row-pack.ts'

/** A change as a packed page tells it, and as the window's journal keeps it. */
export type KeptChange = RowChange | RowDelta

/** Whether a change has the whole row, or its end. */
export const isWholeChange = (change: KeptChange): change is RowChange => !('set' in change)

/**
 * A change as it is to be kept or told. Where the version before is known it takes a tenth of the bytes, and bytes are what a page of changes
 * costs, on a disk as on the wire.
 */
export function keptChange(change: RowChange, before: Held | undefined): KeptChange {
  if (before === undefined || 'gone' in change) return change
  const { t, id, v, row } = change
  const set: { [field: string]: unknown } = {}
  const fields = Object.keys(row)
  const values = Object.values(row)
  const fieldsBefore = Object.keys(before.row)
  const valuesBefore = Object.values(before.row)
  // Rows of one table have their fields in one order, but for those of another build: found by their places they cost a fifth.
  let isAlike = fields.length === fieldsBefore.length
  fields.forEach((field, n) => {
    const isInPlace = fieldsBefore[n] === field
    if (!isInPlace) isAlike = false
    if (!isSame(values[n], isInPlace ? valuesBefore[n] : before.row[field])) set[field] = values[n]
  })
  const unset = isAlike ? [] : fieldsBefore.filter((field) => !(field in row))
  return unset.length === 0 ? { t, id, v, was: before.v, set } : { t, id, v, was: before.v, set, unset }
}

/** The row after a change that was kept so; null where it was not made from this one. */
export function rowAfter({ was, set, unset = [] }: RowDelta, before: Held | undefined): AnyRow | null {
  if (before?.v !== was) return null
  const row: AnyRow = { ...before.row, ...set }
  for (const field of unset) Reflect.deleteProperty(row, field)
  return row
}

/** The change with its whole row; null where the row before is not the one it was made from. */
export function wholeChange(change: KeptChange, before: Held | undefined): RowChange | null {
  if (isWholeChange(change)) return change
  const row = rowAfter(change, before)
  return row === null ? null : { t: change.t, id: change.id, v: change.v, row }
}

/** Whether two values that came from JSON say the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const fields = Object.keys(one)
  return (
    fields.length === Object.keys(other).length &&
    fields.every((field) => Object.hasOwn(other, field) && isSame(fieldOf(one, field), fieldOf(other, field)))
  )
}

const fieldOf = (of: object, field: string): unknown => (of as { readonly [field: string]: unknown })[field]
