import { type Queryable, select } from '../database/pool.ts'

/** Of these uploads, those that were let go of: a text that comes for one of them must not leave without it unsaid. */
export async function goneFiles(on: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await select<{ id: string }>(
    on,
    `select id::text from attachments where id = any ($1::uuid[]) and state = 'forgotten'`,
    [ids],
  )
  return new Set(found.map(({ id }) => id))
}
