import type { Stand } from './stand.ts'

/** The id of a case by its number. */
export async function caseId(stand: Pick<Stand, 'query'>, number: string): Promise<string> {
  const [found] = await stand.query<{ id: string }>(`select id from rows where tbl = 'cases' and number = $1`, [number])
  if (found === undefined) throw new Error(`There is no case ${number} in the demo.`)
  return found.id
}

/** Rejects where the database holds half of a batch: a note without its mutation, a mutation without its note, a number given twice. */
export async function mustBeWhole(stand: Pick<Stand, 'query'>): Promise<void> {
  const [found] = await stand.query<{ halves: string; beyond: string }>(
    `with notes as (
       select args->>'messageId' as id from mutations where name = 'case.note' and outcome->>'applied' = 'true'
     ), kept as (
       select id::text from rows where tbl = 'messages' and row->>'text' like 'intent %' and row->'author'->>'kind' = 'agent'
     )
     select
       (select count(*) from notes where id not in (select id::text from rows where tbl = 'messages'))
         + (select count(*) from kept where id not in (select id from notes)) as halves,
       (select count(*) from workspace where head < (select max(number) from mutations)
         or head < (select max(number) from feed)) as beyond`,
  )
  if (Number(found?.halves) > 0) throw new Error(`half of a batch is there: ${found?.halves}`)
  if (Number(found?.beyond) > 0) throw new Error('a number was given beyond the head')
}
