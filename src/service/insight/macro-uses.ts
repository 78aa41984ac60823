import type { Pool, PoolClient } from 'pg'
import { inTransaction, select } from '../database/pool.ts'

/** How long a use is kept for counting, in days: those that are counted and a week more. */
const keptDays = 97
/** Messages read at once: a quarter of a second of the database's time. */
const pageSize = 10_000

interface ReadSoFar {
  readonly after_id: string | null
  readonly head: number
}

// Each message with one macro, or with several on top of each other. A party's first answer may be there already.
const insertUses = `
  insert into macro_uses (message_id, macro_id, case_id, at, is_reply, next_party_at)
  select m.id, macro.id::uuid, m.parent, (m.row ->> 'at')::timestamptz, m.row ->> 'kind' = 'reply', (
    select min((later.row ->> 'at')::timestamptz) from rows later
    where later.tbl = 'messages' and later.parent = m.parent and later.row -> 'author' ->> 'kind' = 'party'
      and (later.row ->> 'at')::timestamptz > (m.row ->> 'at')::timestamptz
  )
  from found m cross join lateral (
    select jsonb_array_elements_text(m.row::jsonb -> 'macroIds') as id union select m.row ->> 'macroId'
  ) macro
  where m.row ->> 'macroId' is not null and m.parent is not null
    and (m.row ->> 'at')::timestamptz > $1::timestamptz - interval '${keptDays} days'
  on conflict do nothing`

/**
 * Gathers where macros were used. First all messages there are, a page at a time; from then on those that the feed tells of. Steps may be
 * repeated and interrupted anywhere: what was read is noted with what was found.
 */
export class MacroUses {
  readonly #pool: Pool
  readonly #now: () => number

  /** `now`: milliseconds since 1970. */
  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Reads until nothing is left to read. */
  async catchUp(): Promise<void> {
    while (await this.#step()) {
      // Every page is a transaction of its own, so that nothing waits long for it.
    }
  }

  /** Reads one page; false: there was nothing more. */
  #step(): Promise<boolean> {
    return inTransaction(this.#pool, 'begin', async (client) => {
      const [read] = await select<ReadSoFar>(client, 'select after_id, head from macro_uses_read for update')
      if (read === undefined)
        throw new TypeError('How far macro uses were read is gone: the database was not migrated.')
      const at = new Date(this.#now()).toISOString()
      return read.after_id === null ? follow(client, read.head, at) : readOn(client, read.after_id, read.head, at)
    })
  }
}

/** The next page of the first reading, by ids. The feed's place is noted at its beginning: what is written meanwhile is told again. */
async function readOn(client: PoolClient, afterId: string, head: number, at: string): Promise<boolean> {
  const isFirst = head < 0
  if (isFirst) await client.query('update macro_uses_read set head = (select head from workspace)')
  const [page] = await select<{ last: string | null; count: number }>(
    client,
    `with found as materialized (
       select id, parent, row from rows where tbl = 'messages' and id > $2 order by id limit ${pageSize}
     ), used as (${insertUses})
     select (select id from found order by id desc limit 1) as last, (select count(*) from found)::int as count`,
    [at, afterId],
  )
  const isWhole = (page?.count ?? 0) < pageSize
  await client.query('update macro_uses_read set after_id = $1', [isWhole ? null : (page?.last ?? null)])
  return !isWhole || isFirst
}

/** What the feed has told since: new uses, and parties who wrote after one. Begins anew where the feed no longer reaches back so far. */
async function follow(client: PoolClient, head: number, at: string): Promise<boolean> {
  const [place] = await select<{ head: number; oldest: number }>(client, 'select head, oldest from workspace')
  if (place === undefined || place.head <= head) return false
  if (place.oldest > head) {
    await client.query(`update macro_uses_read set after_id = '00000000-0000-0000-0000-000000000000', head = -1`)
    return true
  }
  const until = Math.min(place.head, head + pageSize)
  const told = `select r.id, r.parent, r.row from feed f join rows r on r.tbl = f.tbl and r.id = f.id
    where f.number > $2 and f.number <= $3 and f.tbl = 'messages'`
  await client.query(`with found as materialized (${told}) ${insertUses}`, [at, head, until])
  // A reply that was taken back was never used; what stands in its place names no macro.
  await client.query(
    `delete from macro_uses u using (${told}) m
     where u.message_id = m.id and m.row ->> 'macroId' is null and $1::timestamptz is not null`,
    [at, head, until],
  )
  await client.query(
    `update macro_uses u set next_party_at = least(u.next_party_at, m.at)
     from (
       select parent, (row ->> 'at')::timestamptz as at from (${told}) told where row -> 'author' ->> 'kind' = 'party'
     ) m
     where u.case_id = m.parent and u.at < m.at and $1::timestamptz is not null`,
    [at, head, until],
  )
  await client.query(`delete from macro_uses where at < $1::timestamptz - interval '${keptDays} days'`, [at])
  await client.query('update macro_uses_read set head = $1', [until])
  return until < place.head
}
