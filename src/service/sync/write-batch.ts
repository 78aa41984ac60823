import type { QueryConfig } from 'pg'
import { parentIdOf, throughIdOf } from '#shared/tables.ts'
import type { Effect } from '../effects/effects-of.ts'
import { type Queryable, storable, textArray } from '../database/pool.ts'
import { namedIds } from './batch-rows.ts'
import type { BatchWrites, ClientResult, ClientState, LoggedMutation, RowWrite } from './ledger.ts'
import { textOf } from './row-text.ts'

/** Where the head must stand for a batch to be written, and by which lock nobody else moves it meanwhile. */
export interface Ground {
  readonly from: number
  readonly lock: number
}

/**
 * Writes rows, feed, log, what each window is owed, where each stands, what is to be done afterwards and the head: one statement, so that it is
 * there as a whole or not at all, and costs one way to the database. Child audiences are not in it. With a `ground` it takes the lock by
 * itself, and fails with `headMoved` where the head is another.
 */
export function batchStatement(writes: BatchWrites, ground: Ground | null): QueryConfig {
  const values = [
    ...rowValues(writes.rows),
    ...logValues(writes.mutations),
    ...owedValues(writes.clientResults),
    ...standingValues(writes.clients),
    ...effectValues(writes.effects),
    writes.mutations[0]?.at ?? null,
    writes.head,
    plain(writes.cancelled),
  ]
  return ground === null
    ? { name: 'write-batch', text: statement, values }
    : { name: 'write-batch-ahead', text: aheadStatement, values: [...values, ground.lock, ground.from] }
}

/** Writes a batch on a connection that has the lock. */
export async function writeBatch(on: Queryable, writes: BatchWrites): Promise<void> {
  await on.query(batchStatement(writes, null))
}

/** What PostgreSQL says where somebody else wrote since a batch was decided: see `take_head` in the migrations. */
export const headMoved = 'TD001'

/** What PostgreSQL says where a delivery that was to be called off has begun: see `all_cancelled` in the migrations. */
export const deliveryBegan = 'TD002'

const statement = `with written as (
    select tbl, id, version, audience::text[], was::text[], existed, row::json, parent, through, links::uuid[], number
    from unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], string_to_array($7, chr(30), ''), $8::uuid[], $9::uuid[], $10::text[], $11::text[])
      as given (tbl, id, version, audience, was, existed, row, parent, through, links, number)
  ), removed as (
    delete from rows using written where rows.tbl = written.tbl and rows.id = written.id and written.row is null
  ), told as (
    insert into feed (number, tbl, id, audience, was, existed)
    select version, tbl, id, audience, was, existed from written
  ), kept as (
    insert into rows (tbl, id, version, audience, row, parent, through, links, number)
    select tbl, id, version, audience, row, parent, through, links, number from written where row is not null
    on conflict (tbl, id) do update set version = excluded.version, audience = excluded.audience, row = excluded.row,
      parent = excluded.parent, through = excluded.through, links = excluded.links, number = excluded.number
  ), logged as (
    insert into mutations (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
    select op_id, name, args::json, agent_id, actor, at, named_at, outcome::json, number
    from unnest($12::uuid[], $13::text[], string_to_array($14, chr(30), ''), $15::uuid[], $16::text[], $17::timestamptz[], $18::timestamptz[], string_to_array($19, chr(30)), $20::bigint[])
      as given (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
  ), owed as (
    insert into client_results (client_id, mid, op_id, outcome, number)
    select client_id, mid, op_id, outcome::json, number
    from unnest($21::uuid[], $22::bigint[], $23::uuid[], string_to_array($24, chr(30)), $25::bigint[])
      as given (client_id, mid, op_id, outcome, number)
  ), standing as (
    insert into clients (client_id, agent_id, last_mid)
    select client_id, agent_id, last_mid from unnest($26::uuid[], $27::uuid[], $28::bigint[])
      as given (client_id, agent_id, last_mid)
    on conflict (client_id) do update set last_mid = excluded.last_mid
  ), following as (
    insert into effects (id, op_id, kind, lane, payload, about, state, next_at, made_at)
    select id, op_id, kind, lane, payload::json, about, 'waiting', coalesce(due, $36::timestamptz), $36::timestamptz
    from unnest($29::uuid[], $30::uuid[], $31::text[], $32::uuid[], string_to_array($33, chr(30)), $34::uuid[], $35::timestamptz[])
      as given (id, op_id, kind, lane, payload, about, due)
  ), cancelled as (
    delete from effects where about = any ($38::uuid[]) and attempts = 0 and state <> 'done' returning id
  )
  update workspace set head = $37 where all_cancelled(
    (select count(*) from effects where about = any ($38::uuid[])), (select count(*) from cancelled)
  )`

const aheadStatement = `${statement} and take_head($39, $40)`

/** One list for each column, as `unnest` takes them. */
type Columns = readonly (readonly unknown[] | string)[]

/** An array of ids, numbers, instants or names of tables: nothing in them needs quotes, which the driver would look for in each. */
const plain = (values: readonly (string | number | boolean | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`

/**
 * Texts in JSON as one text, empty for null. As an array each would have its quotes escaped here and unescaped there; a control character
 * cannot stand in JSON.
 */
const together = (texts: readonly (string | null)[]): string => texts.map((text) => text ?? '').join('\u001e')

const rowValues = (rows: readonly RowWrite[]): Columns => [
  plain(rows.map(({ table }) => table)),
  plain(rows.map(({ id }) => id)),
  plain(rows.map(({ version }) => version)),
  rows.map(({ audience }) => textArray(audience)),
  rows.map(({ was }) => textArray(was)),
  plain(rows.map(({ existed }) => existed)),
  together(rows.map(({ row }) => (row === null ? null : textOf(row)))),
  plain(rows.map(({ table, row }) => (row === null ? null : parentIdOf(table, row)))),
  plain(rows.map(({ table, row }) => (row === null ? null : throughIdOf(table, row)))),
  rows.map(linksOf),
  rows.map(numberOf),
]

const linksOf = ({ table, row }: RowWrite): string | null =>
  table === 'cases' ? textArray([...new Set(namedIds(row))]) : null

const numberOf = ({ table, row }: RowWrite): string | null =>
  table === 'cases' && typeof row?.['number'] === 'string' ? storable(row['number']) : null

const logValues = (mutations: readonly LoggedMutation[]): Columns => [
  plain(mutations.map(({ opId }) => opId)),
  mutations.map(({ name }) => storable(name)),
  // The log of an import would hold everything twice: what it wrote stands in the rows.
  together(mutations.map(({ args, name }) => (name === 'rows.write' ? null : (JSON.stringify(args) ?? null)))),
  plain(mutations.map(({ agentId }) => agentId)),
  mutations.map(({ actor }) => actor),
  plain(mutations.map(({ at }) => at)),
  plain(mutations.map(({ namedAt }) => namedAt)),
  together(mutations.map(({ outcome }) => JSON.stringify(outcome))),
  plain(mutations.map(({ number }) => number)),
]

const owedValues = (owed: readonly ClientResult[]): Columns => [
  plain(owed.map(({ clientId }) => clientId)),
  plain(owed.map(({ mid }) => mid)),
  plain(owed.map(({ opId }) => opId)),
  together(owed.map(({ outcome }) => JSON.stringify(outcome))),
  plain(owed.map(({ number }) => number)),
]

const standingValues = (clients: readonly ClientState[]): Columns => [
  plain(clients.map(({ clientId }) => clientId)),
  plain(clients.map(({ agentId }) => agentId)),
  plain(clients.map(({ last }) => last)),
]

const effectValues = (effects: readonly Effect[]): Columns => [
  plain(effects.map(({ id }) => id)),
  plain(effects.map(({ opId }) => opId)),
  effects.map(({ kind }) => kind),
  plain(effects.map(({ lane }) => lane)),
  together(effects.map(({ payload }) => JSON.stringify(payload))),
  plain(effects.map(({ about }) => about)),
  plain(effects.map(({ dueAt }) => dueAt)),
]
