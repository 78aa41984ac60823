import type { AnyRow, ColdTable } from '#shared/tables.ts'

/** The rows of one parent: a thread, or the body of an SOP. */
export interface ColdGroup {
  readonly table: ColdTable
  readonly parentId: string
  readonly rows: readonly AnyRow[]
}

/** Several groups kept as one record. `body` is JSON: a list of [key, rows]. */
export interface ColdPack {
  readonly keys: readonly string[]
  readonly body: string
}

/** Measured: 10 to 25 threads and up to 64 kB per record write fastest and still read one thread in about a millisecond. */
const mostGroups = 20
const mostLength = 48_000

export const coldKey = (table: ColdTable, parentId: string): string => `${table}/${parentId}`

/** Packs groups into records of a good size. A group is never split: a very long thread is a record of its own. */
export function packGroups(groups: Iterable<ColdGroup>): ColdPack[] {
  const packs: ColdPack[] = []
  let keys: string[] = []
  let parts: string[] = []
  let length = 0
  const close = (): void => {
    if (keys.length > 0) packs.push({ keys, body: `[${parts.join(',')}]` })
    keys = []
    parts = []
    length = 0
  }
  for (const { table, parentId, rows } of groups) {
    const key = coldKey(table, parentId)
    const part = JSON.stringify([key, rows])
    if (keys.length >= mostGroups || length + part.length > mostLength) close()
    keys.push(key)
    parts.push(part)
    length += part.length
  }
  close()
  return packs
}

/** The groups of a record: key -> rows. */
export const unpackGroups = (body: string): Map<string, AnyRow[]> => new Map(JSON.parse(body) as [string, AnyRow[]][])

/** Reads `table/ID` back. */
export function readColdKey(key: string): { table: ColdTable; parentId: string } {
  const at = key.indexOf('/')
  return { table: key.slice(0, at) as ColdTable, parentId: key.slice(at + 1) }
}
