import type { AnyRow, ColdTable } from '#shared/tables.ts'

/** The rows of one parent: a thread, or the body of an SOP. */
export interface ColdGroup {
  readonly table: ColdTable
  readonly parentId: string
  readonly rows: readonly AnyRow[]
}

/** Several groups kept as one record. `body` is JSON in UTF-8: a list of [key, rows]. */
export interface ColdPack {
  readonly keys: readonly string[]
  readonly body: Uint8Array
}

/**
 * Measured: 10 to 25 threads and up to 64 kB per record write fastest and still read one thread in about a millisecond. Beyond 64 kB
 * Chromium gives a record a file of its own. Texts are kept as bytes because one letter outside of Latin-1 doubles a string.
 */
const mostGroups = 20
const mostBytes = 56_000

// The bytes of [ , and ].
const list = { open: 0x5b, next: 0x2c, close: 0x5d } as const

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const coldKey = (table: ColdTable, parentId: string): string => `${table}/${parentId}`

/** Packs groups into records of a good size. A group is never split: a very long thread is a record of its own. */
export function packGroups(groups: Iterable<ColdGroup>): ColdPack[] {
  const packs: ColdPack[] = []
  let keys: string[] = []
  let parts: Uint8Array[] = []
  let length = 0
  const close = (): void => {
    if (keys.length > 0) packs.push({ keys, body: joined(parts, length) })
    keys = []
    parts = []
    length = 0
  }
  for (const { table, parentId, rows } of groups) {
    const key = coldKey(table, parentId)
    const part = encoder.encode(JSON.stringify([key, rows]))
    if (keys.length >= mostGroups || length + part.length > mostBytes) close()
    keys.push(key)
    parts.push(part)
    length += part.length
  }
  close()
  return packs
}

/** The parts as one JSON list. `length`: theirs together, in bytes. */
function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length + parts.length + 1)
  let at = 0
  for (const part of parts) {
    body[at] = at === 0 ? list.open : list.next
    body.set(part, at + 1)
    at += part.length + 1
  }
  body[at] = list.close
  return body
}

/** The groups of a record: key -> rows. */
export const unpackGroups = (body: Uint8Array): Map<string, AnyRow[]> =>
  new Map(JSON.parse(decoder.decode(body)) as [string, AnyRow[]][])

/** Reads `table/ID` back. */
export function readColdKey(key: string): { table: ColdTable; parentId: string } {
  const at = key.indexOf('/')
  return { table: key.slice(0, at) as ColdTable, parentId: key.slice(at + 1) }
}
