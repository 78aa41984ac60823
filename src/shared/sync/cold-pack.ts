import type { AnyRow, ColdTable } from '../tables.ts'

/** The rows of one parent: a thread, or the body of an SOP. */
export interface ColdGroup {
  readonly table: ColdTable
  readonly parentId: string
  readonly rows: readonly AnyRow[]
}

/**
 * Groups that are kept as one record: measured, 10 to 25 threads and up to 64 kB write fastest and still read one thread in about a
 * millisecond; beyond 64 kB Chromium gives a record a file of its own. A group is never split: a very long thread is a pack of its own.
 * The body of a pack is JSON in UTF-8: a list of [key, rows].
 */
export const coldPackBounds = { groups: 20, bytes: 56_000 } as const

/** By what a group is found within its pack: `TABLE/PARENT`. */
export const coldKey = (table: ColdTable, parentId: string): string => `${table}/${parentId}`

/** Reads a key back. */
export function readColdKey(key: string): { table: ColdTable; parentId: string } {
  const at = key.indexOf('/')
  return { table: key.slice(0, at) as ColdTable, parentId: key.slice(at + 1) }
}

/** One group within a body, from the JSON texts of its rows. */
export const groupText = (key: string, rows: readonly string[]): string =>
  `[${JSON.stringify(key)},[${rows.join(',')}]]`

/** The body of a pack from its groups. */
export const bodyText = (groups: readonly string[]): string => `[${groups.join(',')}]`

/** The groups of a body: key -> rows. Throws on a text that is not one. */
export const readBody = (body: string): Map<string, AnyRow[]> => new Map(JSON.parse(body) as [string, AnyRow[]][])
