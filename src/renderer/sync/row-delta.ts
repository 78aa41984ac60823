import type { RowChange } from '#shared/sync/protocol.ts'
import type { Held } from '#shared/sync/row-pack.ts'
import type { AnyRow } from '#shared/tables.ts'

/** A change of a row of which the version before is on this disk: only what differs from that one. */
export interface RowDelta {
  readonly t: string
  readonly id: string
  readonly v: number
  /** The version that `set` and `unset` are to be put on; on any other they mean nothing. */
  readonly was: number
  readonly set: { readonly [field: string]: unknown }
  readonly unset?: readonly string[]
}

/** A change as the journal keeps it. */
export type KeptChange = RowChange | RowDelta

/** Whether a change is kept as it came. */
export const isWholeChange = (change: KeptChange): change is RowChange => !('set' in change)

/**
 * A change as it is to be kept. Where the version before is known it takes a tenth of the bytes, and writing bytes is what a page of
 * changes costs.
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

/** Rows come from JSON: what is not the same thing is the same where its text is. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other))
