import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { select } from '#service/database/pool.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import { runPushes } from '#service/sync/run-mutations.ts'
import { everything } from '#shared/audience.ts'
import { Agent } from '#shared/domain/agent.ts'
import { ImportRefused } from './import-refused.ts'

/** The agent who signs in with a login. Throws ImportRefused where nobody does. */
export async function agentIdOfLogin(pool: Pool, login: string): Promise<string> {
  const [account] = await select<{ agent_id: string }>(pool, 'select agent_id from accounts where login = $1', [
    login.trim().toLowerCase(),
  ])
  if (account !== undefined) return account.agent_id
  throw new ImportRefused(`Nobody signs in as "${login}". Check the login given after --give-to.`)
}

/** Adds queues to those of an agent, who from now on sees them in every market. Answers whether that changed anything. */
export async function giveQueues(
  ledger: Ledger,
  agentId: string,
  queueIds: readonly string[],
  now: () => string,
): Promise<boolean> {
  return ledger.inBatch(async (transaction) => {
    const [stored] = await transaction.stored([{ table: 'agents', id: agentId }])
    const agent = Agent.parse(stored?.row)
    const next: Agent = {
      ...agent,
      queueIds: [...new Set([...agent.queueIds, ...queueIds])],
      markets: agent.markets.includes('*') ? agent.markets : [...agent.markets, '*'],
    }
    if (JSON.stringify(next) === JSON.stringify(agent)) return false
    const mutation = {
      mid: 1,
      opId: randomUUID(),
      name: 'rows.write',
      args: { rows: [{ table: 'agents', row: next }] },
      at: now(),
      dependsOn: [],
    }
    const push = {
      actor: { kind: 'system' as const, name: 'import' as const },
      held: everything,
      clientId: null,
      mutations: [mutation],
    }
    await runPushes(transaction, [push], now)
    return true
  })
}
