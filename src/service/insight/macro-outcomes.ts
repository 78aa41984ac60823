import type { Pool } from 'pg'
import { Macro } from '#shared/domain/macro.ts'
import type { Scope } from '#shared/audience.ts'
import { statusOfMacro } from '#shared/mutations/macro-actions.ts'
import type { MacroOutcome } from '#shared/sync/macro-outcomes-protocol.ts'
import { select } from '../database/pool.ts'
import { asReader } from '../sync/postgres-feed.ts'
import { rowOf } from '../sync/row-text.ts'

interface Counted {
  readonly macro_id: string
  readonly json: string
  readonly uses: number
  readonly bounced: number
  readonly bounce_of: number
  readonly answered: number
  readonly answered_of: number
  readonly good: number
  readonly rated: number
}

// One row for each macro that the reader sees, over the cases that they see: row-level security decides both.
const counted = `
  select u.macro_id, m.row::text as json, count(*)::int as uses,
    count(*) filter (where u.is_reply and u.at <= $1::timestamptz - interval '3 days')::int as bounce_of,
    count(*) filter (
      where u.is_reply and u.at <= $1::timestamptz - interval '3 days' and u.next_party_at <= u.at + interval '3 days'
    )::int as bounced,
    count(*) filter (where u.at <= $1::timestamptz - interval '7 days')::int as answered_of,
    count(*) filter (
      where u.at <= $1::timestamptz - interval '7 days' and u.next_party_at <= u.at + interval '7 days'
    )::int as answered,
    count(distinct u.case_id) filter (where c.row ->> 'satisfaction' = 'good')::int as good,
    count(distinct u.case_id) filter (where c.row ->> 'satisfaction' in ('good', 'bad'))::int as rated
  from macro_uses u
    join rows m on m.tbl = 'macros' and m.id = u.macro_id
    join rows c on c.tbl = 'cases' and c.id = u.case_id
  where u.at > $1::timestamptz - interval '90 days'
  group by u.macro_id, m.row::text`

const solves = (json: string): boolean => {
  const macro = Macro.safeParse(rowOf(json))
  const status = macro.success ? statusOfMacro(macro.data) : undefined
  return status === 'solved' || status === 'closed'
}

/**
 * What came of each macro in the last 90 days, on the cases that somebody holding `held` may see. Shares are left to whoever shows them:
 * bounced of all replies that are 3 days old; reopened of the uses of a macro that solves that are 7 days old; good of all ratings.
 */
export async function macroOutcomes(
  pool: Pool,
  { held, clientId, now }: { readonly held: readonly Scope[]; readonly clientId: string; readonly now: string },
): Promise<MacroOutcome[]> {
  const found = await asReader(pool, { held, clientId }, (client) => select<Counted>(client, counted, [now]))
  return found.map(({ macro_id: macroId, json, uses, good, rated, ...of }) => {
    const isSolving = solves(json)
    return {
      macroId,
      uses,
      bounced: of.bounced,
      bounceOf: of.bounce_of,
      reopened: isSolving ? of.answered : 0,
      reopenOf: isSolving ? of.answered_of : 0,
      good,
      rated,
    }
  })
}
