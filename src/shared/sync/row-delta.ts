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
  for (const field of Object.keys(row)) if (!isSame(row[field], before.row[field])) set[field] = row[field]
  const unset = Object.keys(before.row).filter((field) => !(field in row))
  return { t, id, v, was: before.v, set, ...(unset.length === 0 ? {} : { unset }) }
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

/** Rows come from JSON: what is not the same thing is the same where its text is. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other))
