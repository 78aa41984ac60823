import { createHash } from 'node:crypto'
import { type Queryable, select } from '#service/database/pool.ts'
import { withMasks } from '#shared/masked-fields.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'

// 66 bits: one in a million million of changes would go unseen, if the same row changed a million times.
const markLength = 11
const hashed = (...parts: readonly (Buffer | string)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('base64url').slice(0, markLength)
}

/**
 * A fingerprint of everything in an item, kept in a row that everybody has. Where the item holds what rows hold masked only, it is made under
 * a key: otherwise whoever knows the rest of the row could try out numbers on it until one fits.
 */
export function itemMark(
  rows: readonly { readonly table: TableName; readonly row: AnyRow }[],
  text: string,
  key: Buffer,
): string {
  const plain = hashed(text)
  const isPrivate = rows.some(({ table, row }) =>
    (withMasks(table, row).taken ?? []).some(({ value }) => value !== null),
  )
  return isPrivate ? hashed(key, plain) : plain
}

/** The workspace's key for marks. Throws where the database was not migrated. */
export async function importMarkKey(on: Queryable): Promise<Buffer> {
  const [found] = await select<{ key: Buffer }>(on, `select key from private_keys where name = 'import-mark'`)
  if (found === undefined) throw new TypeError('The database has no key for the marks of imports: it was not migrated.')
  return found.key
}
