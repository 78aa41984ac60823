import { type Queryable, select } from '../database/pool.ts'
import type { AskedResult, ClientState, LedgerReads, StoredResult } from './ledger.ts'
import { goneFiles } from '../attachments/gone-files.ts'
import { allRows, casesNaming, rowsById, rowsSeen, rowsThrough } from './rows.ts'

/** What a batch reads of PostgreSQL, on a connection that the batch has to itself. */
export class PostgresReads implements LedgerReads {
  readonly #client: Queryable

  constructor(client: Queryable) {
    this.#client = client
  }

  async resultsOf(asked: readonly AskedResult[]): Promise<Map<string, StoredResult>> {
    if (asked.length === 0) return new Map()
    const found = await select<{ op_id: string; agent_id: string | null; outcome: StoredResult['outcome'] }>(
      this.#client,
      'select op_id, agent_id, outcome from mutations where op_id = any ($1)',
      [[...new Set(asked.map(({ opId }) => opId))]],
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

  readonly seenBy: LedgerReads['seenBy'] = (held, ids, parents) => rowsSeen(this.#client, held, ids, parents)
  readonly settings: LedgerReads['settings'] = (names) =>
    names.length === 0 ? Promise.resolve([]) : allRows(this.#client, names, 'settings')
  readonly stored: LedgerReads['stored'] = (ids) => rowsById(this.#client, ids)
  readonly goneFiles: LedgerReads['goneFiles'] = (ids) => goneFiles(this.#client, ids)
  readonly casesNaming: LedgerReads['casesNaming'] = (ids) => casesNaming(this.#client, ids)
  readonly seenThrough: LedgerReads['seenThrough'] = (ids) => rowsThrough(this.#client, ids)
}
