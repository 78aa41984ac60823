import type { Pool, PoolClient } from 'pg'
import { type Scope, maySee } from '#shared/audience.ts'
import type { MutationResult, RowChange } from '#shared/sync/protocol.ts'
import type { AnyRow } from '#shared/tables.ts'
import { inTransaction, select, textArray } from '../database/pool.ts'
import type { ChangeOf, FeedEntry, FeedSource } from './change-feed.ts'
import { childrenSeen, tableOf } from './rows.ts'

/** Who reads: what they hold, and which window asks. Results are told to that window alone. */
interface ReadAs {
  readonly held: readonly Scope[]
  readonly clientId: string
}

/**
 * Runs `read` as the role that row-level security binds, on one unchanging view of the database [S16]. A condition that `read` forgets
 * cannot show anything that `held` may not see.
 */
export function asReader<T>(
  pool: Pool,
  { held, clientId }: ReadAs,
  read: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, 'begin isolation level repeatable read read only', async (client) => {
    await client.query({
      name: 'read-as',
      text: `select set_config('tierdesk.held', $1, true), set_config('tierdesk.client', $2, true), set_config('role', $3, true)`,
      // For whoever does not see everything an index can answer. The wrong one of the two would show less, never more.
      values: [textArray(held), clientId, held.includes('*') ? 'tierdesk_reader' : 'tierdesk_narrow_reader'],
    })
    return read(client)
  })
}

/** Where the feed stands, without an agent. */
export async function epochAndHead(on: Pool | PoolClient): Promise<{ epoch: string; head: number; oldest: number }> {
  const [workspace] = await select<{ epoch: string; head: number; oldest: number }>(
    on,
    'select epoch, head, oldest from workspace',
    [],
    'epoch-and-head',
  )
  if (workspace === undefined) throw new TypeError('The database has no workspace: it was not migrated.')
  return workspace
}

/** Changes as JSON, from rows that are such text already. What it names comes from columns that need no quoting: a table, a UUID. */
export const changesText = (changes: readonly ChangeOf<string>[]): string => `[${changes.map(changeText).join(',')}]`

const changeText = (change: ChangeOf<string>): string =>
  'gone' in change
    ? JSON.stringify(change)
    : `{"t":"${change.t}","id":"${change.id}","v":${change.v},"row":${change.row}}`

/** Changes with their rows read. */
export const readChanges = (changes: readonly ChangeOf<string>[]): RowChange[] =>
  changes.map((change) => ('gone' in change ? change : { ...change, row: JSON.parse(change.row) as AnyRow }))

/** One entry per row and stretch, as the database has it. */
interface Entry {
  readonly tbl: string
  readonly id: string
  readonly number: number
  readonly entered: boolean
  readonly version: number | null
  readonly audience: string[] | null
  readonly json: string | null
}

/** The feed as one reader sees it, rows as the JSON text that is kept of them; `client` is a connection inside `asReader`. */
export class PostgresFeed implements FeedSource<string> {
  readonly #client: PoolClient

  constructor(client: PoolClient) {
    this.#client = client
  }

  readonly epochAndHead = (): ReturnType<FeedSource['epochAndHead']> => epochAndHead(this.#client)

  async reach(_held: readonly Scope[], from: number, head: number, limit: number): Promise<number> {
    const found = await select<{ number: number }>(
      this.#client,
      'select number from feed where number > $1 and number <= $2 order by number limit 1 offset $3',
      [from, head, limit - 1],
      'feed-reach',
    )
    return found[0]?.number ?? head
  }

  async entries(held: readonly Scope[], from: number, to: number): Promise<FeedEntry<string>[]> {
    const all = held.includes('*')
    const found = await select<Entry>(
      this.#client,
      `select f.tbl, f.id, f.number, f.entered, r.version, r.audience, r.row::text as json
       from (
         select tbl, id, max(number) as number,
           bool_or(existed and not is_seen(was, $3, $4) and is_seen(audience, $3, $4)) as entered
         from feed where number > $1 and number <= $2 group by tbl, id
       ) f left join rows r using (tbl, id)
       order by f.number`,
      [from, to, all, held],
      'feed-entries',
    )
    return found.map(({ tbl, id, number, entered, version, audience, json }) => ({
      table: tableOf(tbl),
      id,
      number,
      // A row that this agent may not see is not joined either: to them it is gone.
      row: json !== null && maySee(held, audience ?? []) ? json : null,
      audience: audience ?? [],
      version: version ?? number,
      isEntered: entered,
    }))
  }

  async children(_held: readonly Scope[], parents: Parameters<FeedSource['children']>[1]): Promise<ChangeOf<string>[]> {
    return childrenSeen(this.#client, parents)
  }

  async results(clientId: string, from: number, to: number): Promise<MutationResult[]> {
    const found = await select<{ op_id: string; outcome: MutationResult['outcome'] }>(
      this.#client,
      'select op_id, outcome from client_results where client_id = $1 and number > $2 and number <= $3 order by number',
      [clientId, from, to],
      'feed-results',
    )
    return found.map(({ op_id, outcome }) => ({ opId: op_id, outcome }))
  }
}
