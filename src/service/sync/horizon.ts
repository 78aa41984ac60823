import type { Pool } from 'pg'
import { type Queryable, inTransaction, select } from '../database/pool.ts'

const hour = 60 * 60 * 1000
const graceMs = 7 * 24 * hour
const markEveryMs = hour

export interface HorizonPorts {
  readonly pool: Pool
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** The longest that a device may work without the service, milliseconds. */
  readonly longestLeaseMs: () => number
}

/**
 * Lets go of what no window can need any more [S14]: entries of the feed, results and carried-out effects that are older than the longest
 * offline lease and a week. A window that comes back from beyond that fetches everything anew.
 */
export class Horizon {
  readonly #ports: HorizonPorts

  constructor(ports: HorizonPorts) {
    this.#ports = ports
  }

  /** Notes where the feed stands, and lets go of what is old by now, at most `batch` rows in one statement. */
  async step(batch = 5000): Promise<{ oldest: number; removed: number }> {
    const { pool, now, longestLeaseMs } = this.#ports
    const at = now()
    const until = new Date(at - longestLeaseMs() - graceMs)
    await mark(pool, new Date(at))
    // First the line, then what lies behind it: a window that is let in at the line finds everything after it.
    const oldest = await inTransaction(pool, 'begin', (client) => moveOldest(client, until))
    let removed = 0
    for (const text of removals)
      removed += await removeAll(pool, text, [text.includes('done_at') ? until : oldest, batch])
    return { oldest, removed }
  }
}

const removals = [
  'delete from feed where number = any (array(select number from feed where number <= $1 order by number limit $2))',
  'delete from client_results where ctid = any (array(select ctid from client_results where number <= $1 limit $2))',
  `delete from effects where id = any (array(select id from effects where state = 'done' and done_at <= $1 limit $2))`,
] as const

/** One mark an hour is enough to know an entry's age by. */
async function mark(on: Queryable, at: Date): Promise<void> {
  await on.query(
    `insert into feed_marks (number, at) select head, $1 from workspace
     where not exists (select from feed_marks where at > $2) on conflict (at) do nothing`,
    [at, new Date(at.getTime() - markEveryMs)],
  )
}

async function moveOldest(on: Queryable, until: Date): Promise<number> {
  const [workspace] = await select<{ oldest: number }>(
    on,
    `update workspace set oldest = greatest(oldest, coalesce((select max(number) from feed_marks where at <= $1), 0))
     returning oldest`,
    [until],
  )
  await on.query('delete from feed_marks where at < (select max(at) from feed_marks where at <= $1)', [until])
  return workspace?.oldest ?? 0
}

/** Batch by batch, each a statement of its own: what agents do goes on in between. */
async function removeAll(on: Queryable, text: string, values: readonly [number | Date, number]): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await on.query(text, [...values])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < values[1]) return removed
  }
}
