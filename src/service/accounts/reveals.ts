import type { Pool, PoolClient } from 'pg'
import type { Scope } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { Case } from '#shared/domain/case.ts'
import { can } from '#shared/permissions.ts'
import type { RevealRequest } from '#shared/sync/reveal-protocol.ts'
import { inTransaction, select } from '../database/pool.ts'
import { privateValue } from '../sync/private-values.ts'
import { rowsSeen } from '../sync/rows.ts'

/** Who asks: their session and what they hold. */
export interface Asker {
  readonly agent: Agent
  readonly deviceId: string
  readonly held: readonly Scope[]
}

/** The value; or why not, and from when on (milliseconds since 1970) it may be asked for again. */
export type Revealed =
  | { readonly value: string }
  | { readonly refused: 'not-found' | 'not-permitted' }
  | { readonly refused: 'over-budget'; readonly retryAt: number }

const hour = 3_600_000
// Any number will do, as long as nothing else in the database locks it; with the agent, so that nobody waits for another.
const revealLock = 7_241_003

/** Shows the values behind masks, one at a time, each written down before it leaves. */
export class Reveals {
  readonly #pool: Pool
  readonly #perHour: number
  readonly #now: () => number

  /** `perHour`: values one agent may see within any hour. */
  constructor(pool: Pool, { perHour, now }: { perHour: number; now: () => number }) {
    this.#pool = pool
    this.#perHour = perHour
    this.#now = now
  }

  /** The value is known to nobody before the line that says who had it shown is committed. Rejects where it could not be. */
  reveal(asker: Asker, asked: RevealRequest): Promise<Revealed> {
    return inTransaction(this.#pool, 'begin', async (client) => {
      // Two at once would each be the thirtieth.
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [revealLock, asker.agent.id])
      const refused = await this.#refusal(client, asker, asked)
      if (refused !== null) return refused
      const value = await privateValue(client, asked, asked.field)
      if (value === null) return { refused: 'not-found' }
      await this.#writeDown(client, asker, asked)
      return { value }
    })
  }

  async #refusal(client: PoolClient, { agent, held }: Asker, asked: RevealRequest): Promise<Revealed | null> {
    const { table, id, caseId } = asked
    const seen = await rowsSeen(
      client,
      held,
      [
        { table: 'cases', id: caseId },
        { table, id },
      ],
      [],
    )
    const about = seen.find((row) => row.table === 'cases')
    const isSeen = seen.some((row) => row.table === table)
    if (about === undefined || !isSeen) return { refused: 'not-found' }
    const row = Case.parse(about.row)
    if (!row.partyIds.includes(id)) return { refused: 'not-found' }
    if (!can({ kind: 'agent', agent }).reveal(row)) return { refused: 'not-permitted' }
    const retryAt = await this.#retryAt(client, agent.id)
    return retryAt === null ? null : { refused: 'over-budget', retryAt }
  }

  /** When the oldest of a full budget is an hour old; null while there is room. */
  async #retryAt(client: PoolClient, agentId: string): Promise<number | null> {
    const [last] = await select<{ at: Date }>(
      client,
      'select at from reveals where agent_id = $1 and at > $2 order by at desc offset $3 limit 1',
      [agentId, new Date(this.#now() - hour), this.#perHour - 1],
    )
    return last === undefined ? null : last.at.getTime() + hour
  }

  async #writeDown(client: PoolClient, { agent, deviceId }: Asker, asked: RevealRequest): Promise<void> {
    const { caseId, table, id, field, purpose } = asked
    await client.query(
      `insert into reveals (at, agent_id, device_id, case_id, tbl, id, field, purpose)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [new Date(this.#now()), agent.id, deviceId, caseId, table, id, field, purpose],
    )
  }
}
