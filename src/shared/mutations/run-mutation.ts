import type { AnyRow, Row, WarmTable } from '../tables.ts'
import type { Context, Found, Mutation, Outcome, Read, Reads } from './define-mutation.ts'
import { refuse } from './define-mutation.ts'

/** Where a rule finds rows: only those that the actor may see. */
export interface Rows {
  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined
  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[]
}

const find = (rows: Rows, read: Read): unknown =>
  read.take === 'children' ? rows.children(read.table, read.parentId) : rows.get(read.table, read.id)

/** Runs one rule on the rows given: the same code in the window and in the service. Throws only on a programming error. */
export function runMutation(mutation: Mutation, args: unknown, context: Context, rows: Rows): Outcome {
  const parsed = mutation.args.safeParse(args)
  if (!parsed.success) return refuse('bad-arguments', parsed.error.issues[0]?.path.join('.') ?? '')
  return applyMutation(mutation, parsed.data, context, rows)
}

/** As `runMutation`, for arguments that were checked when the mutation was named: replay runs this often. */
export function applyMutation(mutation: Mutation, args: unknown, context: Context, rows: Rows): Outcome {
  const found: { [name: string]: unknown } = {}
  for (const [name, read] of Object.entries(mutation.reads(args))) {
    const value = find(rows, read)
    if (read.take === 'one' && value === undefined) return refuse('not-found', read.table)
    found[name] = value
  }
  return mutation.apply(found as Found<Reads>, args, context)
}

/** The identity of the row that a change touches. */
export const changedId = (change: { row: AnyRow } | { id: string }): string =>
  'row' in change ? change.row.id : change.id
