import type { AnyRow, ColdTable } from '../tables.ts'

/** The rows of one parent: a thread, or the body of an SOP. */
export interface ColdGroup {
  readonly table: ColdTable
  readonly parentId: string
  readonly rows: readonly AnyRow[]
}

/**
 * Groups that are kept as one record. Deflated, as it is sent and kept, a pack of so many bytes of UTF-8 comes to about 50 kB: measured, the
 * browser's database takes few records of that size fastest, and beyond 64 kB Chromium gives a record a file of its own. One thread is still
 * read in a millisecond or two. A group is never split: a very long thread is a pack of its own.
 */
export const coldPackBounds = { groups: 64, bytes: 176_000 } as const

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

/** The body of a pack from its groups: JSON, a list of [key, rows] with one group to a line, so that one is found without reading all. */
export const bodyText = (groups: readonly string[]): string => `[${groups.join(',\n')}]`

/** The groups of a body: key -> rows. Throws on a text that is not one. */
export const readBody = (body: string): Map<string, AnyRow[]> => new Map(JSON.parse(body) as [string, AnyRow[]][])

/** The rows of one group of a body; undefined where it is not in there. Throws on a text that is not a body. */
export function readGroup(body: string, key: string): AnyRow[] | undefined {
  const mark = `[${JSON.stringify(key)},`
  const at = body.startsWith(mark, 1) ? 1 : body.indexOf(`\n${mark}`) + 1
  // JSON has no line ends within texts: where there are some, each line is a group. Otherwise everything is read.
  if (at === 0 || !body.includes('\n')) return readBody(body).get(key)
  const end = body.indexOf('\n', at)
  const [, rows] = JSON.parse(body.slice(at, end === -1 ? -1 : end - 1)) as [string, AnyRow[]]
  return rows
}
