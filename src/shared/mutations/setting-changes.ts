import type { z } from 'zod'
import type { FieldChange } from '../domain/case.ts'
import type { SettingChange } from '../domain/setting-change.ts'
import { type Change, type Context, create } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

type Json = z.infer<typeof FieldChange>['to']

/** What is said, without what is not. */
export type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A setting as it is kept: nothing that is not said, and each of a list once. */
export const tidied = <T extends object>(set: T): Said<T> =>
  Object.fromEntries(
    Object.entries(set).flatMap(([field, value]: [string, unknown]) =>
      value === undefined ? [] : [[field, Array.isArray(value) ? [...new Set(value)] : value]],
    ),
  ) as Said<T>

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Each field that a setting gives another value; a side that is missing: there was none. */
export const differences = (before: { readonly [field: string]: unknown }, set: object): FieldChange[] =>
  Object.entries(set).flatMap(([field, to]: [string, Json]) => {
    const from = before[field] as Json
    if (isSame(from, to)) return []
    return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  })

/** An entry of the history of settings. */
export function noted(
  { id, of, rowId, name }: Pick<SettingChange, 'id' | 'of' | 'rowId' | 'name'>,
  changes: FieldChange[],
  context: Context,
): Change[] {
  const by = agentOf(context)
  if (by === null || changes.length === 0) return []
  return [create('settingChanges', { id, of, rowId, name, byAgentId: by.id, byName: by.name, at: context.at, changes })]
}
