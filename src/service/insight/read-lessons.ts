import type { Pool } from 'pg'
import { Case } from '#shared/domain/case.ts'
import { Escalation } from '#shared/domain/escalation.ts'
import { Message } from '#shared/domain/message.ts'
import { Sop } from '#shared/domain/sop.ts'
import { inTransaction } from '../database/pool.ts'
import type { StoredRow } from '../sync/ledger.ts'
import { allRows, childrenOf, rowsById, taughtCases } from '../sync/rows.ts'
import { type KnownSops, knownSops, lessonsOf } from './history.ts'
import type { SeenLessons } from './learn-views.ts'
import { sopAddresses } from './sop-addresses.ts'

/** How many cases are learnt from at most, the latest; and how many are read at a time. */
const mostCases = 8000
const casesAtOnce = 100
/** A table is read whole once; nobody waits for it. */
const patienceMs = 120_000

/** Reads what the workspace's history teaches, on one unchanging view of the database. */
export const readLessons = (pool: Pool): Promise<SeenLessons[]> =>
  inTransaction(pool, 'begin isolation level repeatable read read only', async (client) => {
    await client.query(`set local statement_timeout = ${patienceMs}`)
    const sops = (await allRows(client, ['sops'])).map(({ row }) => Sop.parse(row))
    const known = knownSops(sops, sopAddresses(sops))
    const ids = await taughtCases(client, { most: mostCases, withLinks: known.addresses.size > 0 })
    const lessons: SeenLessons[] = []
    for (let from = 0; from < ids.length; from += casesAtOnce) {
      const some = ids.slice(from, from + casesAtOnce)
      const cases = await rowsById(
        client,
        some.map((id) => ({ table: 'cases', id })),
      )
      const messages = await childrenOf(client, 'messages', some)
      const escalations = await childrenOf(client, 'escalations', some)
      lessons.push(...taught(cases, { messages, escalations, known }))
    }
    return lessons
  })

interface Beside {
  readonly messages: readonly StoredRow[]
  readonly escalations: readonly StoredRow[]
  readonly known: KnownSops
}

function taught(cases: readonly StoredRow[], { messages, escalations, known }: Beside): SeenLessons[] {
  const said = Map.groupBy(
    messages.map(({ row }) => Message.parse(row)),
    ({ caseId }) => caseId,
  )
  const handed = Map.groupBy(
    escalations.map(({ row }) => Escalation.parse(row)),
    ({ caseId }) => caseId,
  )
  return cases.map(({ id, row, audience }) => {
    const thread = (said.get(id) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    return {
      audience,
      ...lessonsOf({ row: Case.parse(row), messages: thread, escalations: handed.get(id) ?? [] }, known),
    }
  })
}
