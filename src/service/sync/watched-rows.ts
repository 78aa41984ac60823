import { type Queryable, select } from '../database/pool.ts'
import type { StoredRow } from './ledger.ts'
import { rowsWhere } from './rows.ts'

// What the clocks and the routing of the service look for, over and over. Where a word stands in the text of a row it is looked for first:
// reading every row as JSON takes longer.

/** The cases that somebody has claimed. */
export const claimedCases = (on: Queryable): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = 'cases' and r.row::text like '%"claim":{%' and r.row -> 'claim' ->> 'agentId' is not null`)

/** Cases that are new or open; what else the text finds is not in work. */
export const casesInWork = (on: Queryable): Promise<StoredRow[]> =>
  rowsWhere(
    on,
    `r.tbl = 'cases' and (r.row::text like '%"status":"open"%' or r.row::text like '%"status":"new"%'
       or r.row::text like '%"state":"queued"%' or r.row::text like '%"state":"accepted"%')`,
  )

/** The cases that are put aside until a time. */
export const snoozedCases = (on: Queryable): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = 'cases' and r.row::text like '%"snooze":{%' and r.row -> 'snooze' ->> 'until' is not null`)

/** The cases with a clock that the service has to look at. */
export const clockedCases = (on: Queryable): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = 'cases' and r.row::text like '%"clocksAt":"%'`)

/** The disputes with a deadline that runs. */
export const runningDisputes = (on: Queryable): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = 'disputes' and r.row::text like '%"runs":true%' and r.row #>> '{work,clock,at}' is not null`)

/** The escalations, or what is asked of supervisors, that a clock will raise. */
export const raisable = (on: Queryable, table: 'escalations' | 'asks'): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = $1 and r.row::text like '%"raiseAt":"%' and r.row ->> 'raiseAt' is not null`, [table])

const isOpen = `r.row ->> 'status' not in ('solved', 'closed')`

/** The next open cases after one, by their ids. */
export const openCasesAfter = (on: Queryable, id: string, limit: number): Promise<StoredRow[]> =>
  rowsWhere(on, `r.tbl = 'cases' and r.id > $1 and ${isOpen} order by r.id limit $2`, [id, limit])

/** The open cases that nobody has kept time of yet, by their ids. */
export async function untimedCases(on: Queryable): Promise<string[]> {
  const found = await select<{ id: string }>(
    on,
    `select r.id from rows r where r.tbl = 'cases' and r.row -> 'times' is null and ${isOpen}`,
  )
  return found.map(({ id }) => id)
}
