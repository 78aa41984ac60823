import { type Queryable, select, storable } from '../database/pool.ts'
import type { PrivateWrite, RowKey } from './ledger.ts'

// The only SQL on `private_values` beside the migrations. No reader may read it.

/** Keeps what is private of rows, after those were written, and lets go of the rest: one statement. What stays the same is not written again. */
export async function writePrivateValues(on: Queryable, writes: readonly PrivateWrite[]): Promise<void> {
  if (writes.length === 0) return
  const given = writes.flatMap(({ table, id, fields }) => fields.map((field) => ({ table, id, ...field })))
  await on.query({
    name: 'write-private-values',
    text: `with given as (
        select tbl, id, field, value from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as given (tbl, id, field, value)
      ), gone as (
        delete from private_values p using unnest($5::text[], $6::uuid[]) as written (tbl, id)
        where p.tbl = written.tbl and p.id = written.id
          and not exists (select 1 from given g where g.tbl = p.tbl and g.id = p.id and g.field = p.field)
      )
      insert into private_values (tbl, id, field, value) select tbl, id, field, value from given where value is not null
      on conflict (tbl, id, field) do update set value = excluded.value where private_values.value <> excluded.value`,
    values: [
      given.map(({ table }) => table),
      given.map(({ id }) => id),
      given.map(({ field }) => storable(field)),
      given.map(({ value }) => (value === null ? null : storable(value))),
      writes.map(({ table }) => table),
      writes.map(({ id }) => id),
    ],
  })
}

/** The value behind a mask; null where none is kept. */
export async function privateValue(on: Queryable, { table, id }: RowKey, field: string): Promise<string | null> {
  const [found] = await select<{ value: string }>(
    on,
    'select value from private_values where tbl = $1 and id = $2 and field = $3',
    [table, id, field],
    'private-value',
  )
  return found?.value ?? null
}
