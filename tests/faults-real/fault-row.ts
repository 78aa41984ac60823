import type { Closing } from '#service/closing.ts'
import type { Stand } from './stand.ts'

/**
 * Lets a fault happen once. Answers how long the desk was not as it should be, in milliseconds; rejects where the desk did not survive.
 */
export type Attempt = (n: number) => Promise<number>

/** A row of the table. */
export interface FaultRow {
  readonly name: string
  /** What is done to the desk. */
  readonly does: string
  /** What must hold for an attempt to count as survived. */
  readonly holds: string
  /** How often in the whole table. */
  readonly attempts: number
  /** How often in the slice of two minutes; 0: only in the whole table. */
  readonly inSlice: number
  /** About how long the slice of this row takes on two cores, in milliseconds. */
  readonly sliceMs: number
  /** The longest that one attempt may take, in milliseconds. */
  readonly patience: number
  /** Answers why it cannot be run on this machine, or nothing. */
  readonly cannotRun?: () => Promise<string | null>
  /** Gets everything ready; `closing` takes it away again, also where this fails. Windows are ended by the stand. */
  prepare(stand: Stand, closing: Closing): Promise<Attempt>
}

/** What became of a row. */
export interface RowDone {
  readonly row: FaultRow
  readonly attempts: number
  readonly survived: number
  readonly worstMs: number
  /** Why attempts did not survive, in order. */
  readonly reasons: readonly string[]
}
