import type { Pool } from 'pg'
import type { DeskFigures } from '#shared/update/desk-figures.ts'
import { type RingFigures, lateMinutes } from '#shared/update/halt-rule.ts'
import type { UpdateRing } from '#shared/update/update-rings.ts'
import { select } from '../database/pool.ts'

const keptDays = 14
// Against how far back the desks of a ring that have another version are counted.
const othersDays = 7

/** What desks report of their runs. */
export class DeskFiguresTable {
  readonly #pool: Pool
  readonly #now: () => number

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Takes a report. Figures of one run only grow, so a report that comes twice or late changes nothing. */
  async take(deviceId: string, figures: DeskFigures): Promise<void> {
    const { startId, version, ring, crashes, minutes, outboxMinutes } = figures
    await this.#pool.query(
      `insert into desk_figures as kept
         (device_id, start_id, version, ring, crashes, minutes, outbox_minutes, first_at, reported_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict (device_id, start_id) do update set
         crashes = greatest(kept.crashes, excluded.crashes),
         minutes = greatest(kept.minutes, excluded.minutes),
         outbox_minutes = greatest(kept.outbox_minutes, excluded.outbox_minutes),
         reported_at = excluded.reported_at`,
      [deviceId, startId, version, ring, crashes, minutes, outboxMinutes, this.#iso(0)],
    )
  }

  /** The desks of a ring with this version in runs that began since, and those with any other in the last seven days. */
  async ofRing(ring: UpdateRing, version: string, since: string): Promise<{ newer: RingFigures; others: RingFigures }> {
    const sum = `count(distinct device_id)::int as desks, coalesce(sum(minutes), 0)::float8 / 60 as hours,
      coalesce(sum(crashes), 0)::int as crashes,
      count(distinct device_id) filter (where outbox_minutes >= $4)::int as "lateDesks"`
    const read = async (which: string, at: string): Promise<RingFigures> => {
      const query = `select ${sum} from desk_figures where ring = $1 and ${which}`
      const [row] = await select<RingFigures>(this.#pool, query, [ring, version, at, lateMinutes])
      return row ?? { desks: 0, hours: 0, crashes: 0, lateDesks: 0 }
    }
    const [newer, others] = await Promise.all([
      read('version = $2 and first_at >= $3', since),
      read('version <> $2 and reported_at >= $3', this.#iso(othersDays)),
    ])
    return { newer, others }
  }

  async forgetOld(): Promise<void> {
    await this.#pool.query('delete from desk_figures where reported_at < $1', [this.#iso(keptDays)])
  }

  #iso(daysAgo: number): string {
    return new Date(this.#now() - daysAgo * 86_400_000).toISOString()
  }
}
