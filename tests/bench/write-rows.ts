import type { Pool } from 'pg'
import { PostgresLedger } from '../../src/service/sync/postgres-ledger.ts'
import { runMutations } from '../../src/service/sync/run-mutations.ts'
import type { WorkloadRow } from './product-rows.ts'

/** Writes rows as an import does: one mutation of the service itself. Throws where a rule refuses them. */
export async function writeRows(pool: Pool, rows: readonly WorkloadRow[]): Promise<void> {
  const now = (): string => new Date().toISOString()
  const sent = { mid: 1, opId: crypto.randomUUID(), name: 'rows.write', args: { rows }, at: now(), dependsOn: [] }
  const actor = { kind: 'system', name: 'import' } as const
  const ledger = new PostgresLedger(pool, { statementSeconds: 60 })
  const { results } = await runMutations(ledger, [{ actor, held: ['*'], clientId: null, mutations: [sent] }], now)
  const outcome = results[0]?.[0]?.outcome
  if (outcome === undefined || 'refused' in outcome)
    throw new Error(`The workload was refused: ${JSON.stringify(outcome)}`)
}
