import type { Scope } from '#shared/audience.ts'
import { type TableName, childTables, isTableName, tables } from '#shared/tables.ts'
import { type Queryable, select, storable, textArray } from '../database/pool.ts'
import type { ChangeOf } from './change-feed.ts'
import type { BatchWrites, RowKey, StoredRow } from './ledger.ts'
import { rowOf } from './row-text.ts'
import type { RowsPlace } from './rows-place.ts'

// The only SQL on `rows` beside the migrations, what a batch writes (`write-batch.ts`) and what clocks watch (`watched-rows.ts`).

interface Found {
  readonly tbl: string
  readonly id: string
  readonly version: number
  readonly audience: string[]
  readonly json: string
}

/** The table a name from the database stands for. Throws where a newer version wrote a table that this one does not know. */
export function tableOf(name: string): TableName {
  if (isTableName(name)) return name
  throw new TypeError(`The database holds rows of "${name}", which this version does not know.`)
}

const asStored = ({ tbl, id, version, audience, json }: Found): StoredRow => ({
  table: tableOf(tbl),
  id,
  version,
  audience,
  row: rowOf(json),
})

const columns = 'r.tbl, r.id, r.version, r.audience, r.row::text as json'

/** The rows for which a condition on `rows r` holds, whoever may see them. */
export async function rowsWhere(
  on: Queryable,
  condition: string,
  values: readonly unknown[] = [],
): Promise<StoredRow[]> {
  const found = await select<Found>(on, `select ${columns} from rows r where ${condition}`, values)
  return found.map(asStored)
}

/** Rows by their ids, whoever may see them. */
export async function rowsById(on: Queryable, keys: readonly RowKey[]): Promise<StoredRow[]> {
  const found = await select<Found>(
    on,
    `select ${columns} from unnest($1::text[], $2::uuid[]) as wanted (tbl, id) join rows r using (tbl, id)`,
    [keys.map(({ table }) => table), keys.map(({ id }) => id)],
    'rows-by-id',
  )
  return found.map(asStored)
}

/** Of these files, the ids of those that a message of their case names, whatever it names them for. */
export async function filesInMessages(
  on: Queryable,
  files: readonly { readonly id: string; readonly caseId: string }[],
): Promise<ReadonlySet<string>> {
  const found = await select<{ id: string }>(
    on,
    `select f.id::text from unnest($1::uuid[], $2::uuid[]) as f (id, case_id)
     where exists (select from rows r
       where r.tbl = 'messages' and r.parent = f.case_id and position(f.id::text in r.row::text) > 0)`,
    [files.map(({ id }) => id), files.map(({ caseId }) => caseId)],
  )
  return new Set(found.map(({ id }) => id))
}

/** Rows by their ids and by their parents, read as the role that sees only what `held` may see. */
export async function rowsSeen(
  on: Queryable,
  held: readonly Scope[],
  keys: readonly RowKey[],
  parents: readonly { readonly table: TableName; readonly parentId: string }[],
): Promise<StoredRow[]> {
  const found = await select<Found>(
    on,
    `select ${columns} from seen_rows($1, $2, $3, $4, $5) r`,
    [
      held,
      keys.map(({ table }) => table),
      keys.map(({ id }) => id),
      parents.map(({ table }) => table),
      parents.map(({ parentId }) => parentId),
    ],
    'rows-seen',
  )
  return found.map(asStored)
}

/** The cases that name any of these ids, with their audiences. */
export async function casesNaming(
  on: Queryable,
  ids: readonly string[],
): Promise<{ id: string; caseId: string; audience: string[] }[]> {
  return select(
    on,
    `select named.id, r.id as "caseId", r.audience from rows r cross join lateral unnest(r.links) as named (id)
     where r.links && $1::uuid[] and named.id = any ($1::uuid[])`,
    [ids],
    'cases-naming',
  )
}

/** The rows that cases name by any of these ids. */
export async function rowsThrough(on: Queryable, ids: readonly string[]): Promise<StoredRow[]> {
  const found = await select<Found>(
    on,
    `select ${columns} from rows r where r.through = any ($1::uuid[])`,
    [ids],
    'rows-through',
  )
  return found.map(asStored)
}

/** Lets children follow a parent whose audience changed. */
export async function writeChildAudiences(on: Queryable, moved: BatchWrites['childAudiences']): Promise<void> {
  const all = moved.flatMap(({ parent, audience }) =>
    childTables(parent.table).map((table) => ({ table, id: parent.id, audience: textArray(audience) })),
  )
  if (all.length === 0) return
  await on.query({
    name: 'write-child-audiences',
    text: `update rows set audience = moved.audience::text[]
      from unnest($1::text[], $2::uuid[], $3::text[]) as moved (tbl, parent, audience)
      where rows.tbl = moved.tbl and rows.parent = moved.parent and rows.audience <> moved.audience::text[]`,
    values: [all.map(({ table }) => table), all.map(({ id }) => id), all.map(({ audience }) => audience)],
  })
}

/** The children of rows, as whoever asks may see them: `on` must be a reader's connection. */
export async function childrenSeen(on: Queryable, parents: readonly RowKey[]): Promise<ChangeOf<string>[]> {
  const all = parents.flatMap(({ table, id }) => childTables(table).map((child) => ({ table: child, id })))
  if (all.length === 0) return []
  const found = await select<{ tbl: string; id: string; version: number; json: string }>(
    on,
    `select r.tbl, r.id, r.version, r.row::text as json
     from unnest($1::text[], $2::uuid[]) as wanted (tbl, parent) join rows r using (tbl, parent)`,
    [all.map(({ table }) => table), all.map(({ id }) => id)],
  )
  return found.map(({ tbl, id, version, json }) => ({ t: tbl, id, v: version, row: json }))
}

/** Every row of some tables, whoever may see them: for what the service itself keeps in mind. `name`: where it is asked for again and again. */
export async function allRows(on: Queryable, names: readonly TableName[], name?: string): Promise<StoredRow[]> {
  const found = await select<Found>(on, `select ${columns} from rows r where r.tbl = any ($1)`, [names], name)
  return found.map(asStored)
}

/** The children of some rows, whoever may see them. */
export async function childrenOf(on: Queryable, table: TableName, parentIds: readonly string[]): Promise<StoredRow[]> {
  const found = await select<Found>(
    on,
    `select ${columns} from rows r where r.tbl = $1 and r.parent = any ($2::uuid[])`,
    [table, parentIds],
  )
  return found.map(asStored)
}

/**
 * The cases that something can be learnt from, those that changed last first: a macro was used, an SOP opened or cited, or (`withLinks`) an
 * agent wrote an address. Reads every row's text once, since no index may be on what changes with every write.
 */
export async function taughtCases(
  on: Queryable,
  { most, withLinks }: { readonly most: number; readonly withLinks: boolean },
): Promise<string[]> {
  const found = await select<{ id: string }>(
    on,
    `select id from (
       select parent as id, version from rows
         where tbl = 'messages' and row::text like '%"kind":"agent"%'
           and (row::text like '%"macroId":"%' or ($2 and row::text like '%http%'))
       union all
       select parent, version from rows where tbl = 'escalations' and row::text like '%"has":"sop"%'
       union all
       select id, version from rows where tbl = 'cases' and row::text like '%"sopIds":["%'
     ) taught group by id order by max(version) desc limit $1`,
    [most, withLinks],
  )
  return found.map(({ id }) => id)
}

/** The macros and the groups of SOPs that whoever asks may see: `on` must be a reader's connection. */
export async function suggestable(
  on: Queryable,
): Promise<{ readonly macroIds: ReadonlySet<string>; readonly groupIds: ReadonlySet<string> }> {
  const found = await select<{ tbl: string; id: string; group: string | null }>(
    on,
    `select tbl, id, row ->> 'groupId' as group from rows where tbl in ('macros', 'sops')`,
  )
  return {
    macroIds: new Set(found.flatMap(({ tbl, id }) => (tbl === 'macros' ? [id] : []))),
    groupIds: new Set(found.flatMap(({ tbl, group }) => (tbl === 'sops' && group !== null ? [group] : []))),
  }
}

/** The id of the case with this number, or null. */
export async function caseIdByNumber(on: Queryable, number: string): Promise<string | null> {
  const found = await select<{ id: string }>(
    on,
    `select r.id from rows r where r.tbl = 'cases' and r.number = $1 limit 1`,
    [storable(number)],
  )
  return found[0]?.id ?? null
}

/** A message as a search meets it. */
export interface FoundMessage {
  readonly id: string
  readonly parent: string
  readonly at: string
  readonly author: string
  readonly text: string
}

/**
 * Messages that have every one of some words in them, the newest first, among the next `scan` messages before a place; and where that stretch
 * ended, null at the end of all. As whoever asks may see them: `on` must be a reader's connection. Ids of messages grow with time.
 */
export async function messagesWith(
  on: Queryable,
  { words, before, scan, limit }: { words: readonly string[]; before: string | null; scan: number; limit: number },
): Promise<{ found: FoundMessage[]; last: string | null }> {
  const patterns = words.map((word) => `%${storable(word).replace(/[\\%_]/g, '\\$&')}%`)
  const next = `from rows r where r.tbl = 'messages' and ($1::uuid is null or r.id < $1) order by r.id desc`
  const [end] = await select<{ last: string }>(
    on,
    `select r.id as last ${next} offset $2 - 1 limit 1`,
    [before, scan],
    'messages-stretch',
  )
  const found = await select<FoundMessage>(
    on,
    `select id, parent, row ->> 'at' as at, row -> 'author' ->> 'name' as author, row ->> 'text' as text
     from (select r.id, r.parent, r.row ${next} limit $2) stretch
     where row ->> 'text' ilike all ($3::text[]) and row ->> 'kind' <> 'event' order by id desc limit $4`,
    [before, scan, patterns, limit],
    'messages-with',
  )
  return { found, last: end?.last ?? null }
}

/** How many rows whoever asks may see, of one table or of all. */
export async function countSeen(on: Queryable, table: TableName | null = null): Promise<number> {
  const text = 'select count(*) as count from rows'
  const found = await (table === null
    ? select<{ count: number }>(on, text)
    : select<{ count: number }>(on, `${text} where tbl = $1`, [table]))
  return found[0]?.count ?? 0
}

/** How many rows to read at most, and about how many bytes; at least one row. */
export interface RowsBound {
  readonly rows: number
  readonly bytes: number
}

/**
 * Rows of one table after a place, in order, as whoever asks may see them. Children come parent by parent, so that a thread comes together.
 * `json` is the row's own text, passed through; `bytes` its length. `isLast`: no row of the table follows.
 */
export async function rowsAfter(
  on: Queryable,
  { table, parent, id }: RowsPlace,
  { rows, bytes }: RowsBound,
): Promise<{
  rows: { id: string; parent: string; version: number; json: string; bytes: number }[]
  isLast: boolean
}> {
  const isChild = tables[table].parent !== undefined
  const [after, order] = isChild
    ? ['r.parent is not null and (r.parent, r.id) > ($2::uuid, $3::uuid)', 'parent, id']
    : ['r.id > $3::uuid', 'id']
  const found = await select<{ id: string; parent: string; version: number; json: string; bytes: number }>(
    on,
    `select id, coalesce(parent, $2::uuid) as parent, version, json, bytes from (
       select *, sum(bytes) over (order by ${order} rows unbounded preceding) - bytes as before
       from (
         select r.id, r.parent, r.version, r.row::text as json, octet_length(r.row::text) as bytes from rows r
         where r.tbl = $1 and ${after} order by ${order} limit $5
       ) next
     ) measured where before < $4 order by ${order}`,
    [table, parent, id, bytes, rows],
  )
  const read = found.reduce((sum, row) => sum + row.bytes, 0)
  return { rows: found, isLast: found.length < rows && read < bytes }
}

/**
 * Of each table: how many rows whoever asks may see, and the exclusive or of their hashes, as `rowHash` in `digest.ts` works them out. The
 * factor is below 2^31 and so the product below 2^63.
 */
export async function rowDigests(
  on: Queryable,
  names: readonly TableName[],
): Promise<{ t: string; count: number; hash: number }[]> {
  return select(
    on,
    `select tbl as t, count(*) as count, bit_xor(mixed # (mixed >> 15)) as hash
     from (
       select tbl, (('x' || right(id::text, 8))::bit(32)::bigint # (version & 4294967295)) * 1540483477 & 4294967295 as mixed
       from rows where tbl = any ($1)
     ) hashed group by tbl`,
    [names],
    'row-digests',
  )
}
