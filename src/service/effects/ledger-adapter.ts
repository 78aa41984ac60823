import type { Pool } from 'pg'
import { select } from '../database/pool.ts'
import type { ActionAdapter, ActionDone, ActionOrder, ActionStopped } from './action-adapter.ts'

/** Records actions in a book of the own database, each once: what a workspace has until it names a system of payments. */
export class LedgerAdapter implements ActionAdapter {
  readonly name = 'ledger'
  readonly #pool: Pool
  readonly #now: () => Date

  constructor(pool: Pool, now: () => Date) {
    this.#pool = pool
    this.#now = now
  }

  async execute(order: ActionOrder): Promise<ActionDone> {
    const { idempotencyId, actionId, caseId, orderId, partyId, kind, amount, currency, reason, orderedBy } = order
    await this.#pool.query(
      `insert into action_ledger (id, action_id, case_id, order_id, party_id, kind, amount, currency, reason, ordered_by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
      [idempotencyId, actionId, caseId, orderId, partyId, kind, amount, currency, reason, orderedBy, this.#now()],
    )
    const reference = await this.#referenceOf(order)
    return reference === null ? { isDone: false, why: 'the ledger did not keep it' } : { isDone: true, reference }
  }

  /** What stands in the book stays there; what does not, nobody writes but this service, which does not offer it again. */
  async stop(order: ActionOrder): Promise<ActionStopped> {
    const reference = await this.#referenceOf(order)
    return reference === null ? { isStopped: true } : { isDone: true, reference }
  }

  async #referenceOf({ idempotencyId }: ActionOrder): Promise<string | null> {
    const [entry] = await select<{ entry: number }>(this.#pool, 'select entry from action_ledger where id = $1', [
      idempotencyId,
    ])
    return entry === undefined ? null : `L-${String(entry.entry).padStart(6, '0')}`
  }
}
