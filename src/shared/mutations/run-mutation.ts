import type { AnyRow, Row, SettingsTable, WarmTable } from '../tables.ts'
import type { Context, Found, Mutation, Outcome, Read, Reads } from './define-mutation.ts'
import { refuse } from './define-mutation.ts'
import { parsedArgs } from './parsed-args.ts'
import { clockReads, keepingTime } from './clock-gate.ts'
import { solveReads, solveRefusal } from './solve-gate.ts'
import { withUnseen } from './unseen-marks.ts'

/** Where a rule finds rows: only those that the actor may see. */
export interface Rows {
  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined
  children<T extends WarmTable>(table: T, parentId: string): readonly Row<T>[]
  every<T extends SettingsTable>(table: T): readonly Row<T>[]
}

function find(rows: Rows, read: Read): unknown {
  if (read.take === 'children') return rows.children(read.table, read.parentId)
  return read.take === 'every' ? rows.every(read.table) : rows.get(read.table, read.id)
}

/** Runs one rule on the rows given: the same code in the window and in the service. Throws only on a programming error. */
export function runMutation(mutation: Mutation, args: unknown, context: Context, rows: Rows): Outcome {
  const parsed = parsedArgs(mutation, args)
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
  const outcome = mutation.apply(found as Found<Reads>, args, context)
  if ('refused' in outcome || mutation.isFromOutside === true) return outcome
  const refusal = solveRefusal(outcome.changes, rows)
  if (refusal !== null) return refusal
  return { changes: withUnseen(keepingTime(outcome.changes, rows, context.at), rows, context) }
}

/** All that must be at hand before a mutation runs: what it reads itself, and what is asked of every one. */
export const readsOf = (mutation: Mutation, args: unknown): readonly Read[] => [
  ...Object.values(mutation.reads(args)),
  ...(mutation.isFromOutside === true ? [] : [...solveReads, ...clockReads]),
]

/** The identity of the row that a change touches. */
export const changedId = (change: { row: AnyRow } | { id: string }): string =>
  'row' in change ? change.row.id : change.id
