import type { AnyRow, TableName } from '#shared/tables.ts'
import type { MemoryStore } from './memory-ledger.ts'
import type { Random } from './random.ts'

/** Fields by which rows hang together, and on which the checker itself relies: without them the service could not work at all. */
const bearing: { readonly [T in TableName]?: readonly string[] } = {
  cases: ['id', 'queueId', 'market', 'assigneeId', 'escalation', 'partyIds', 'orderIds', 'lastReplyId', 'laterField'],
  macros: ['id', 'scope'],
  parties: ['id'],
  orders: ['id'],
  disputes: ['id', 'orderId'],
  messages: ['id', 'caseId', 'kind', 'author'],
  escalations: ['id', 'caseId'],
}

const nonsense = [null, 7, 'x', [], {}] as const

/** What happens to a row past every rule: which one, and what becomes of it. */
export interface Damage {
  readonly table: TableName
  readonly id: string
  readonly inflict: (row: AnyRow) => AnyRow
}

interface Ground {
  readonly store: MemoryStore
  readonly random: Random
}

/** Something is put into a row of the service that does not belong there, or a field is lost. */
export function someDamage({ store, random }: Ground): Damage {
  const rows = [...store.rows.values()].filter(({ table }) => bearing[table] !== undefined)
  const { table, row } = random.pick(rows)
  const fields = Object.keys(row).filter((name) => bearing[table]?.includes(name) !== true)
  const field = random.pick([...fields, 'unheardOf'])
  const [isLost, value] = [random.chance(0.2), random.pick(nonsense)]
  const inflict = (now: AnyRow): AnyRow => {
    const { [field]: _gone, ...rest } = now
    return { ...rest, ...(isLost ? {} : { [field]: value }), id: now.id }
  }
  return { table, id: row.id, inflict }
}

/** A case gets a field that came with a later build of the service: it must pass through every rule and window untouched [S19]. */
export function laterField({ store, random, newId }: Ground & { readonly newId: () => string }): Damage {
  const cases = [...store.rows.values()].filter(({ table }) => table === 'cases')
  const value = newId()
  return { table: 'cases', id: random.pick(cases).id, inflict: (row) => ({ ...row, laterField: value }) }
}
