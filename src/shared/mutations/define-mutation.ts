import type { z } from 'zod'
import type { Actor } from '../domain/actor.ts'
import type { Instant } from '../domain/base.ts'
import type { Refusal, RefusalReason } from '../refusals.ts'
import type { Row, TableName, WarmTable } from '../tables.ts'

/** One row that must be there; without it the mutation is refused `not-found`. */
export interface One<T extends WarmTable> {
  readonly take: 'one'
  readonly table: T
  readonly id: string
}
/** One row that may be missing: `undefined` then. */
export interface Maybe<T extends WarmTable> {
  readonly take: 'maybe'
  readonly table: T
  readonly id: string
}
/** All rows whose parent is `parentId`. */
export interface Children<T extends WarmTable> {
  readonly take: 'children'
  readonly table: T
  readonly parentId: string
}
export type Read = One<WarmTable> | Maybe<WarmTable> | Children<WarmTable>
export type Reads = { readonly [name: string]: Read }

export const one = <T extends WarmTable>(table: T, id: string): One<T> => ({ take: 'one', table, id })
export const maybe = <T extends WarmTable>(table: T, id: string): Maybe<T> => ({ take: 'maybe', table, id })
export const children = <T extends WarmTable>(table: T, parentId: string): Children<T> => ({
  take: 'children',
  table,
  parentId,
})

/** The rows that a mutation asked for, by the names it gave them. */
export type Found<R extends Reads> = {
  readonly [K in keyof R]: R[K] extends One<infer T>
    ? Row<T>
    : R[K] extends Maybe<infer T>
      ? Row<T> | undefined
      : R[K] extends Children<infer T>
        ? readonly Row<T>[]
        : never
}

/** A change to one row. `create` demands that the id is new; `put` writes the whole row; `remove` takes it away. */
export type Change =
  | { [T in TableName]: { readonly do: 'create' | 'put'; readonly table: T; readonly row: Row<T> } }[TableName]
  | { readonly do: 'remove'; readonly table: TableName; readonly id: string }

/** What a mutation comes to: every change or none. */
export type Outcome = { readonly changes: readonly Change[] } | Refusal

/** Who and when, from the side that runs it, never from the arguments. */
export interface Context {
  readonly actor: Actor
  readonly at: Instant
  /** How long the service holds a reply before it leaves, milliseconds. A window does not say: there nothing leaves. */
  readonly undoMs?: number
}

export interface Mutation<Name extends string = string, Args = unknown, R extends Reads = Reads> {
  readonly name: Name
  readonly args: z.ZodType<Args>
  /** Who may name it at all: `agent` from a window, `system` only inside the service. */
  readonly by: 'agent' | 'system'
  readonly reads: (args: Args) => R
  readonly apply: (rows: Found<R>, args: Args, context: Context) => Outcome
}

/** Declares a mutation: a name, a schema, the rows it needs, and a pure synchronous rule. */
export const defineMutation = <const Name extends string, Args, const R extends Reads>(
  mutation: Mutation<Name, Args, R>,
): Mutation<Name, Args, R> => mutation

/** Writes a whole row. */
export const put = <T extends TableName>(table: T, row: Row<T>): Change =>
  ({ do: 'put', table, row }) as unknown as Change
/** Writes a row whose id must not be taken. */
export const create = <T extends TableName>(table: T, row: Row<T>): Change =>
  ({ do: 'create', table, row }) as unknown as Change
// What a field, an id or a table is called.
const plain = /^[\w.-]{0,120}$/

/** Refuses with a reason. What it is about is left out where it is not plain: it came with the arguments, and may be anything. */
export const refuse = (refused: RefusalReason, about?: string): Refusal =>
  about === undefined || !plain.test(about) ? { refused } : { refused, about }
