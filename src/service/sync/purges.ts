import type { Pool } from 'pg'
import type { Scope } from '#shared/audience.ts'
import type { Session } from '../accounts/sessions.ts'
import { select } from '../database/pool.ts'
import { audienceMark } from './change-feed.ts'

/** What devices were told to let go of, and whether they said that they have [S17]. */
export class Purges {
  readonly #pool: Pool
  readonly #now: () => number

  /** `now` in milliseconds since 1970. */
  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** The device was told what its agent holds now, and that everything else has to go. Told again, the first time counts. */
  async order({ deviceId, agentId }: Session, held: readonly Scope[]): Promise<void> {
    await this.#pool.query(
      `insert into purges (device_id, agent_id, audience, ordered_at) values ($1, $2, $3, $4)
       on conflict (device_id, agent_id) do update
       set audience = excluded.audience, ordered_at = excluded.ordered_at, acknowledged_at = null
       where purges.audience <> excluded.audience`,
      [deviceId, agentId, audienceMark(held), new Date(this.#now())],
    )
  }

  /** The device says that it holds nothing outside of these scopes any more. It counts if they are those it was told. */
  async acknowledge({ deviceId, agentId }: Session, scopes: readonly Scope[]): Promise<void> {
    await this.#pool.query(
      `update purges set acknowledged_at = $4
       where device_id = $1 and agent_id = $2 and audience = $3 and acknowledged_at is null`,
      [deviceId, agentId, audienceMark(scopes), new Date(this.#now())],
    )
  }

  /** How many devices have not said so yet. */
  async open(): Promise<number> {
    const [found] = await select<{ count: number }>(
      this.#pool,
      'select count(*) as count from purges where acknowledged_at is null',
    )
    return found?.count ?? 0
  }
}
