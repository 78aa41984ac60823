import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Effect } from '../effects/effects-of.ts'
import { inTransaction, select, storable } from '../database/pool.ts'
import type {
  BatchWrites,
  ClientResult,
  ClientState,
  Ledger,
  LedgerTransaction,
  LoggedMutation,
  StoredResult,
} from './ledger.ts'
import { writePrivateValues } from './private-values.ts'
import { casesNaming, rowsById, rowsSeen, rowsThrough, writeChildAudiences, writeRows } from './rows.ts'

// One lock for the one workspace of a database. Waiting for it is bounded by the statement timeout.
const workspaceLock = 7_241_002

/** The ledger on PostgreSQL. `statementSeconds` bounds one statement: large imports need more than a batch of agents. */
export class PostgresLedger implements Ledger {
  readonly #pool: Pool
  readonly #statementSeconds: number

  constructor(pool: Pool, { statementSeconds = 5 }: { statementSeconds?: number } = {}) {
    this.#pool = pool
    this.#statementSeconds = statementSeconds
  }

  async inBatch<T>(work: (transaction: LedgerTransaction) => Promise<T>): Promise<T> {
    // Whatever a batch asks for it asks for by key. Right after an import, or while tables are small, the planner would read them whole.
    const begin = `begin; set local statement_timeout = '${this.#statementSeconds}s'; set local enable_seqscan = off; select pg_advisory_xact_lock(${workspaceLock})`
    return inTransaction(this.#pool, begin, async (client) =>
      work(new PostgresTransaction(client, await headOf(client))),
    )
  }
}

/** Read after the lock was had, by a statement of its own: one that waited for the lock would see the head from before. */
async function headOf(client: PoolClient): Promise<number> {
  const [workspace] = await select<{ head: number }>(client, 'select head from workspace', [], 'head')
  if (workspace === undefined) throw new TypeError('The database has no workspace: it was not migrated.')
  return workspace.head
}

class PostgresTransaction implements LedgerTransaction {
  readonly #client: PoolClient
  readonly head: number

  constructor(client: PoolClient, head: number) {
    this.#client = client
    this.head = head
  }

  async resultsOf(opIds: readonly string[]): Promise<Map<string, StoredResult>> {
    const found = await select<{ op_id: string; agent_id: string | null; outcome: StoredResult['outcome'] }>(
      this.#client,
      'select op_id, agent_id, outcome from mutations where op_id = any ($1)',
      [opIds],
      'results-of',
    )
    return new Map(found.map((row) => [row.op_id, { agentId: row.agent_id, outcome: row.outcome }]))
  }

  async clients(clientIds: readonly string[]): Promise<Map<string, ClientState>> {
    if (clientIds.length === 0) return new Map()
    const found = await select<{ client_id: string; agent_id: string; last_mid: number }>(
      this.#client,
      'select client_id, agent_id, last_mid from clients where client_id = any ($1)',
      [clientIds],
      'clients',
    )
    return new Map(
      found.map((row) => [row.client_id, { clientId: row.client_id, agentId: row.agent_id, last: row.last_mid }]),
    )
  }

  async sentUnder(clientId: string, mids: readonly number[]): Promise<Map<number, string>> {
    const found = await select<{ mid: number; op_id: string }>(
      this.#client,
      'select mid, op_id from client_results where client_id = $1 and mid = any ($2)',
      [clientId, mids],
    )
    return new Map(found.map((row) => [row.mid, row.op_id]))
  }

  readonly seenBy: LedgerTransaction['seenBy'] = (held, ids, parents) => rowsSeen(this.#client, held, ids, parents)
  readonly stored: LedgerTransaction['stored'] = (ids) => rowsById(this.#client, ids)
  readonly casesNaming: LedgerTransaction['casesNaming'] = (ids) => casesNaming(this.#client, ids)
  readonly seenThrough: LedgerTransaction['seenThrough'] = (ids) => rowsThrough(this.#client, ids)

  async write(writes: BatchWrites): Promise<void> {
    await writeRows(this.#client, writes.rows)
    await writePrivateValues(this.#client, writes.privates)
    await writeChildAudiences(this.#client, writes.childAudiences)
    await writeResults(this.#client, writes)
  }
}

/** The log, what each window is owed, where each window stands, what is to be done afterwards, and the head: one statement. */
function writeResults(client: PoolClient, writes: BatchWrites): Promise<QueryResult> {
  const logged = <T>(value: (mutation: LoggedMutation) => T): T[] => writes.mutations.map(value)
  const owed = <T>(value: (result: ClientResult) => T): T[] => writes.clientResults.map(value)
  const following = <T>(value: (effect: Effect) => T): T[] => writes.effects.map(value)
  return client.query({
    name: 'write-results',
    text: `with logged as (
        insert into mutations (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
        select op_id, name, args::json, agent_id, actor, at, named_at, outcome::json, number
        from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::bigint[])
          as given (op_id, name, args, agent_id, actor, at, named_at, outcome, number)
      ), owed as (
        insert into client_results (client_id, mid, op_id, outcome, number)
        select client_id, mid, op_id, outcome::json, number
        from unnest($10::uuid[], $11::bigint[], $12::uuid[], $13::text[], $14::bigint[])
          as given (client_id, mid, op_id, outcome, number)
      ), standing as (
        insert into clients (client_id, agent_id, last_mid)
        select client_id, agent_id, last_mid from unnest($15::uuid[], $16::uuid[], $17::bigint[])
          as given (client_id, agent_id, last_mid)
        on conflict (client_id) do update set last_mid = excluded.last_mid
      ), following as (
        insert into effects (id, op_id, kind, lane, payload, state, next_at, made_at)
        select id, op_id, kind, lane, payload::json, 'waiting', $24, $24
        from unnest($19::uuid[], $20::uuid[], $21::text[], $22::uuid[], $23::text[]) as given (id, op_id, kind, lane, payload)
      )
      update workspace set head = $18`,
    values: [
      logged(({ opId }) => opId),
      logged(({ name }) => storable(name)),
      // The log of an import would hold everything twice: what it wrote stands in the rows.
      logged(({ args, name }) => (name === 'rows.write' ? null : (JSON.stringify(args) ?? null))),
      logged(({ agentId }) => agentId),
      logged(({ actor }) => actor),
      logged(({ at }) => at),
      logged(({ namedAt }) => namedAt),
      logged(({ outcome }) => JSON.stringify(outcome)),
      logged(({ number }) => number),
      owed(({ clientId }) => clientId),
      owed(({ mid }) => mid),
      owed(({ opId }) => opId),
      owed(({ outcome }) => JSON.stringify(outcome)),
      owed(({ number }) => number),
      writes.clients.map(({ clientId }) => clientId),
      writes.clients.map(({ agentId }) => agentId),
      writes.clients.map(({ last }) => last),
      writes.head,
      following(({ id }) => id),
      following(({ opId }) => opId),
      following(({ kind }) => kind),
      following(({ lane }) => lane),
      following(({ payload }) => JSON.stringify(payload)),
      writes.mutations[0]?.at ?? null,
    ],
  })
}
