import type { ListOrder, FieldsTaking, QueryField } from './query-fields.ts'

/** A day as `2026-11-05`, wherever one is. */
export type Day = string

/** Which times fit: younger or older than so many milliseconds, a day that moves on with the calendar, or days from one up to another. */
export type TimeRange =
  | { readonly age: '<' | '>'; readonly ms: number }
  | { readonly day: 'today' | 'yesterday' }
  | { readonly from: Day | null; readonly to: Day | null }

/** One part of a query. */
export type QueryNode =
  | { readonly is: 'all' | 'any'; readonly of: readonly QueryNode[] }
  | { readonly is: 'not'; readonly of: QueryNode }
  /** Found in the subject, the snippet, the number, the party's name, the order numbers or the tags. */
  | { readonly is: 'text'; readonly text: string }
  /** Any of these. */
  | { readonly is: 'field'; readonly field: FieldsTaking<'word' | 'text' | 'rank'>; readonly values: readonly string[] }
  | { readonly is: 'rank'; readonly than: '<' | '<=' | '>' | '>='; readonly value: string }
  | { readonly is: 'time'; readonly field: FieldsTaking<'time'>; readonly range: TimeRange }
  /** Written, but not understood: no case fits it. Bulk actions on everything must not widen by a slip of the finger. */
  | { readonly is: 'nothing'; readonly field: QueryField; readonly values: readonly string[] }

/** Something in the text that is not understood, from one place in it up to another. */
export interface QueryProblem {
  readonly from: number
  readonly to: number
  /** `unknown-field`: read as text instead. `no-value`: still being typed, so left out. All others: no case fits that part. */
  readonly why: 'unknown-field' | 'no-value' | 'not-one-of' | 'not-a-time' | 'extra-bracket' | 'too-long'
  /** What was written: the field, and the value. */
  readonly field: string
  readonly value: string
}

/** A search as it was understood. Everything that can be typed is one. */
export interface CaseQuery {
  readonly root: QueryNode
  /** Null: as the list has it. */
  readonly order: ListOrder | null
  readonly problems: readonly QueryProblem[]
}

/** Whether every part of the query was understood as it is written. */
export const isUnderstood = ({ problems }: CaseQuery): boolean => problems.length === 0

/** Whether the query asks for nothing in particular. */
export const isEmptyQuery = ({ root, order }: CaseQuery): boolean =>
  order === null && root.is === 'all' && root.of.length === 0
