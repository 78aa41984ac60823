import type { Pool } from 'pg'
import { select } from '../database/pool.ts'
import type { DueEffect } from './delivery.ts'

/** How many effects are in a state; those that are done are not counted. */
export interface EffectCount {
  readonly state: string
  readonly count: number
}

/** The table of effects. Instants are the service's. */
export class PostgresEffects {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /**
   * Takes effects that are due, the first of each lane only, and keeps others from taking them until `until`. Should this service die
   * before it says what became of them, they are due again then.
   */
  take(now: Date, until: Date, limit: number, kinds: readonly string[]): Promise<DueEffect[]> {
    return select(
      this.#pool,
      `update effects set attempts = attempts + 1, next_at = $2
       where id in (
         select e.id from effects e where e.state = 'waiting' and e.next_at <= $1 and e.kind = any ($4)
           and not exists (
             select from effects earlier where earlier.lane = e.lane and earlier.state = 'waiting' and earlier.place < e.place
           )
         order by e.next_at limit $3 for update skip locked
       )
       returning id, kind, payload, attempts`,
      [now, until, limit, kinds],
      'take-effects',
    )
  }

  async done(id: string, now: Date): Promise<void> {
    await this.#pool.query(
      `update effects set state = 'done', done_at = $2, last_error = null where id = $1 and state <> 'done'`,
      [id, now],
    )
  }

  async failed(id: string, nextAt: Date, why: string): Promise<void> {
    await this.#pool.query(`update effects set next_at = $2, last_error = $3 where id = $1 and state = 'waiting'`, [
      id,
      nextAt,
      why,
    ])
  }

  /** Sets effects aside that nothing can carry out, and takes up those that something can: `kinds`. */
  async strand(kinds: readonly string[]): Promise<void> {
    await this.#pool.query(
      `update effects set state = case when kind = any ($1) then 'waiting' else 'no-channel' end
       where state = 'waiting' and not kind = any ($1) or state = 'no-channel' and kind = any ($1)`,
      [kinds],
    )
  }

  counts(): Promise<EffectCount[]> {
    return select(
      this.#pool,
      `select state, count(effects.id) as count from unnest(array['waiting', 'no-channel']) as known (state)
       left join effects using (state) group by state`,
    )
  }
}
