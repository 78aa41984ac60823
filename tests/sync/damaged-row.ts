import type { AnyRow, TableName } from '#shared/tables.ts'
import type { MemoryStore } from './memory-ledger.ts'
import type { Random } from './random.ts'

/** Fields by which rows hang together, and on which the checker itself relies: without them the service could not work at all. */
const bearing: { readonly [T in TableName]?: readonly string[] } = {
  cases: ['id', 'queueId', 'market', 'assigneeId', 'escalation', 'partyIds', 'orderIds', 'lastReplyId'],
  macros: ['id', 'scope'],
  parties: ['id'],
  orders: ['id'],
  disputes: ['id', 'orderId'],
  messages: ['id', 'caseId', 'kind', 'author'],
  escalations: ['id', 'caseId'],
}

const nonsense: readonly unknown[] = [null, 7, 'x', [], {}]

/** A row of the service with something in it that does not belong there. */
export function damagedRow({ store, random }: { readonly store: MemoryStore; readonly random: Random }): {
  table: TableName
  row: AnyRow
} {
  const rows = [...store.rows.values()].filter(({ table }) => bearing[table] !== undefined)
  const { table, row } = random.pick(rows)
  const fields = Object.keys(row).filter((name) => bearing[table]?.includes(name) !== true)
  const field = random.pick([...fields, 'unheardOf'])
  const { [field]: _gone, ...rest } = row
  const damaged = random.chance(0.2) ? rest : { ...row, [field]: random.pick(nonsense) }
  return { table, row: { ...damaged, id: row.id } }
}
