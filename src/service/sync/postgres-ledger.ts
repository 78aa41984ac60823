import type { Pool, PoolClient } from 'pg'
import { onConnection, select, sendTogether } from '../database/pool.ts'
import type { Reached } from './ahead-ledger.ts'
import type { BatchWork, BatchWrites, Ledger, LedgerTransaction } from './ledger.ts'
import { PostgresReads } from './postgres-reads.ts'
import { writePrivateValues } from './private-values.ts'
import { writeChildAudiences } from './rows.ts'
import { writeBatch } from './write-batch.ts'

// One lock for the one workspace of a database. Waiting for it is bounded by the statement timeout.
export const workspaceLock = 7_241_002

/** The ledger on PostgreSQL. `statementSeconds` bounds one statement: large imports need more than a batch of agents. */
export class PostgresLedger implements Ledger {
  readonly atOnce = 1
  readonly #pool: Pool
  readonly #statementSeconds: number

  constructor(pool: Pool, { statementSeconds = 5 }: { statementSeconds?: number } = {}) {
    this.#pool = pool
    this.#statementSeconds = statementSeconds
  }

  async inBatch<T>(work: BatchWork<T>, committed: (answer: T) => void = () => undefined): Promise<T> {
    const { answer } = await this.locked(work)
    committed(answer)
    return answer
  }

  /** Runs `work` under the lock, and says what it came to. */
  locked<T>(work: BatchWork<T>): Promise<Reached<T>> {
    // Whatever a batch asks for it asks for by key. Right after an import, or while tables are small, the planner would read them whole.
    const begin = `begin; set local statement_timeout = '${this.#statementSeconds}s'; set local enable_seqscan = off; select pg_advisory_xact_lock(${workspaceLock})`
    return onConnection(this.#pool, async (client) => {
      sendTogether(client)
      const transaction = new PostgresTransaction(client, client.query(begin))
      const answer = await transaction.did(work(transaction))
      const from = await transaction.head()
      const writes = await transaction.commit()
      return { answer, from, writes }
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
class PostgresTransaction extends PostgresReads implements LedgerTransaction {
  readonly #client: PoolClient
  readonly #begun: Promise<unknown>
  #head: Promise<number> | null = null
  #written: Promise<void> | null = null
  readonly #writes: BatchWrites[] = []

  constructor(client: PoolClient, begun: Promise<unknown>) {
    super(client)
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

  async write(writes: BatchWrites): Promise<void> {
    // Without the lock nothing is written.
    await this.#begun
    const isAlone = this.#written === null && writes.childAudiences.length === 0 && writes.privates.length === 0
    this.#writes.push(writes)
    await this.#written
    await writeChildAudiences(this.#client, writes.childAudiences)
    sendTogether(this.#client)
    this.#written = writeBatch(this.#client, writes)
    this.#written.catch(() => undefined)
    // The commit may go out right behind a statement that is all there is to commit. Anything more must be known to be there first.
    if (!isAlone) await this.#written
    await writePrivateValues(this.#client, writes.privates)
  }

  /** Answers what was written. */
  async commit(): Promise<readonly BatchWrites[]> {
    const [{ command }] = await Promise.all([this.#client.query('commit'), this.#written])
    // PostgreSQL does not call it a failure to commit what has failed before: it says that it took everything back.
    if (command !== 'COMMIT') throw new Error('The batch was not committed.')
    return this.#writes
  }
}
