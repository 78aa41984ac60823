import type { Pool, PoolClient } from 'pg'
import { onConnection, select, sendTogether } from '../database/pool.ts'
import type { BatchWrites, ClientState, Ledger, LedgerTransaction, StoredResult } from './ledger.ts'
import { writePrivateValues } from './private-values.ts'
import { casesNaming, rowsById, rowsSeen, rowsThrough, writeChildAudiences } from './rows.ts'
import { writeBatch } from './write-batch.ts'

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
    return onConnection(this.#pool, async (client) => {
      sendTogether(client)
      const transaction = new PostgresTransaction(client, client.query(begin))
      const answer = await transaction.did(work(transaction))
      await transaction.commit()
      return answer
    })
  }
}

/** Read after the lock was had, by a statement of its own: one that waited for the lock would see the head from before. */
async function headOf(client: PoolClient): Promise<number> {
  const [workspace] = await select<{ head: number }>(client, 'select head from workspace', [], 'head')
  if (workspace === undefined) throw new TypeError('The database has no workspace: it was not migrated.')
  return workspace.head
}

/** What is asked for at the same time travels together, behind the statement that begins: two ways to the database make a batch. */
class PostgresTransaction implements LedgerTransaction {
  readonly #client: PoolClient
  readonly #begun: Promise<unknown>
  #head: Promise<number> | null = null
  #written: Promise<void> | null = null

  constructor(client: PoolClient, begun: Promise<unknown>) {
    this.#client = client
    this.#begun = begun
    // It is answered by whoever comes first to wait for it.
    begun.catch(() => undefined)
  }

  head(): Promise<number> {
    this.#head ??= this.#readHead()
    return this.#head
  }

  async #readHead(): Promise<number> {
    const [, head] = await Promise.all([this.#begun, headOf(this.#client)])
    return head
  }

  /** The answer of `working`, once it is over; why nothing could begin, rather than what came of that. */
  async did<T>(working: Promise<T>): Promise<T> {
    try {
      return await working
    } finally {
      await this.#begun
    }
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
    // Without the lock nothing is written.
    await this.#begun
    const isAlone = this.#written === null && writes.childAudiences.length === 0 && writes.privates.length === 0
    await this.#written
    await writeChildAudiences(this.#client, writes.childAudiences)
    sendTogether(this.#client)
    this.#written = writeBatch(this.#client, writes)
    this.#written.catch(() => undefined)
    // The commit may go out right behind a statement that is all there is to commit. Anything more must be known to be there first.
    if (!isAlone) await this.#written
    await writePrivateValues(this.#client, writes.privates)
  }

  async commit(): Promise<void> {
    const [{ command }] = await Promise.all([this.#client.query('commit'), this.#written])
    // PostgreSQL does not call it a failure to commit what has failed before: it says that it took everything back.
    if (command !== 'COMMIT') throw new Error('The batch was not committed.')
  }
}
