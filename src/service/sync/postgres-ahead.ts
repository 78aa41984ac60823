import pg, { type Pool, type PoolClient } from 'pg'
import { onConnection, sendTogether } from '../database/pool.ts'
import type { AheadStore, Reached } from './ahead-ledger.ts'
import { Superseded } from './attempt.ts'
import type { BatchWork, BatchWrites, LedgerReads } from './ledger.ts'
import { PostgresLedger, workspaceLock } from './postgres-ledger.ts'
import { PostgresReads } from './postgres-reads.ts'
import { writePrivateValues } from './private-values.ts'
import { writeChildAudiences } from './rows.ts'
import { batchStatement, deliveryBegan, headMoved, writeBatch } from './write-batch.ts'

/** What the ledger that decides ahead stands on. The pool is its own: `openBatchPool` makes one. */
export class PostgresAhead implements AheadStore {
  readonly #pool: Pool
  readonly #ledger: PostgresLedger

  constructor(pool: Pool) {
    this.#pool = pool
    this.#ledger = new PostgresLedger(pool)
  }

  /** What is asked for at the same time travels together: one way to the database, while the batch before is on its own. */
  reading<T>(work: (reads: LedgerReads) => Promise<T>): Promise<T> {
    return onConnection(this.#pool, (client) => {
      sendTogether(client)
      return work(new PostgresReads(client))
    })
  }

  async write(writes: BatchWrites, from: number, turn: () => Promise<unknown>): Promise<void> {
    const isAlone = writes.childAudiences.length === 0 && writes.privates.length === 0
    try {
      await onConnection(this.#pool, async (client) => {
        // What is one statement begins and commits by itself, and is ready to go when its turn comes.
        const statement = isAlone ? batchStatement(writes, { from, lock: workspaceLock }) : null
        await turn()
        await (statement === null ? writeAll(client, writes, from) : client.query(statement))
      })
    } catch (error) {
      throw error instanceof pg.DatabaseError ? supersededBy(error) : error
    }
  }

  locked<T>(work: BatchWork<T>): Promise<Reached<T>> {
    return this.#ledger.locked(work)
  }
}

async function writeAll(client: PoolClient, writes: BatchWrites, from: number): Promise<void> {
  await client.query('begin')
  await client.query('select take_head($1, $2)', [workspaceLock, from])
  await writeChildAudiences(client, writes.childAudiences)
  await writeBatch(client, writes)
  await writePrivateValues(client, writes.privates)
  await client.query('commit')
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const uniqueViolation = '23505'

/** Why the batch has to run again, if that may help; else what the database said. */
function supersededBy(error: pg.DatabaseError): Error {
  if (error.code === headMoved) return new Superseded(true)
  // Decided anew it is too late to take the reply back, and it is refused by the rule.
  if (error.code === deliveryBegan) return new Superseded(false)
  // A mutation that was taken for new has run before.
  return error.code === uniqueViolation && error.table === 'mutations' ? new Superseded(false) : error
}
