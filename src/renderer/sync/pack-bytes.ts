import { bodyText, coldKey, coldPackBounds, groupText, readBody, readGroup } from '#shared/sync/cold-pack.ts'
import type { ColdGroup } from '#shared/sync/cold-pack.ts'
import { type Held, type RowPack, packRows } from '#shared/sync/row-pack.ts'
import type { AnyRow } from '#shared/tables.ts'

/** Bytes with a buffer of their own or a stretch of a larger one. */
export type Bytes = Uint8Array<ArrayBuffer>

/** A pack of cold rows before it is sealed: which groups are in it, and its body. */
export interface ColdBody {
  readonly keys: readonly string[]
  readonly body: Bytes
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Any value that JSON can carry, as UTF-8. */
export const jsonBytes = (value: unknown): Bytes => encoder.encode(JSON.stringify(value))

/** Reads it back. Throws where it is not JSON in UTF-8. */
export const readJson = (bytes: Bytes): unknown => JSON.parse(decoder.decode(bytes))

/** Rows of a warm table as the service writes them. */
export const warmBytes = (rows: readonly Held[]): Bytes => jsonBytes(packRows(rows))

/** Reads a warm pack. Throws on bytes that are not one. */
export function readWarm(bytes: Bytes): RowPack {
  const read = readJson(bytes)
  if (typeof read !== 'object' || read === null || !('versions' in read && 'columns' in read)) {
    throw new TypeError('These bytes are not a pack of rows.')
  }
  return read as RowPack
}

/** The groups of a cold pack: key -> rows. Throws on bytes that are not one. */
export const readCold = (bytes: Bytes): Map<string, AnyRow[]> => readBody(decoder.decode(bytes))

/** The rows of one group of a cold pack; undefined where it is not in there. Throws on bytes that are no pack. */
export const readColdGroup = (bytes: Bytes, key: string): AnyRow[] | undefined => readGroup(decoder.decode(bytes), key)

/** Bundles groups into packs of a good size. A group is never split: a very long thread is a pack of its own. */
export function packGroups(groups: Iterable<ColdGroup>): ColdBody[] {
  const packs: ColdBody[] = []
  let open: { key: string; text: string }[] = []
  let length = 0
  const close = (): void => {
    if (open.length === 0) return
    packs.push({ keys: open.map(({ key }) => key), body: encoder.encode(bodyText(open.map(({ text }) => text))) })
    open = []
    length = 0
  }
  for (const { table, parentId, rows } of groups) {
    const key = coldKey(table, parentId)
    const texts = rows.map((row) => JSON.stringify(row))
    const text = groupText(key, texts)
    if (open.length >= coldPackBounds.groups || length + text.length > coldPackBounds.bytes) close()
    open.push({ key, text })
    length += text.length
  }
  close()
  return packs
}
