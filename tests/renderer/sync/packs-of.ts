import type { Pack } from '#renderer/sync/disk.ts'
import { jsonBytes, packGroups } from '#renderer/sync/pack-bytes.ts'
import { type ColdGroup, coldKey, readColdKey } from '#shared/sync/cold-pack.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import { type Held, packRows } from '#shared/sync/row-pack.ts'
import { type ColdTable, isTableName, parentIdOf, tables } from '#shared/tables.ts'

/** Rows as the service packs them in a whole copy: warm ones by table, cold ones by parent. */
export function packsOf(changes: readonly RowChange[], rowsPerPack = 500): Pack[] {
  const warm = new Map<string, Held[]>()
  const cold = new Map<string, ColdGroup & { rows: { id: string }[] }>()
  for (const change of changes) {
    if (!('row' in change)) continue
    const { t, v, row } = change
    if (isTableName(t) && tables[t].cold) {
      const parentId = parentIdOf(t, row) ?? ''
      const key = coldKey(t as ColdTable, parentId)
      const group = cold.get(key) ?? { table: t as ColdTable, parentId, rows: [] }
      group.rows.push(row)
      cold.set(key, group)
    } else warm.set(t, [...(warm.get(t) ?? []), { v, row }])
  }
  return [...[...warm].flatMap(([t, rows]) => warmPacks(t, rows, rowsPerPack)), ...coldPacks([...cold.values()])]
}

function warmPacks(t: string, rows: readonly Held[], rowsPerPack: number): Pack[] {
  const packs: Pack[] = []
  for (let at = 0; at < rows.length; at += rowsPerPack) {
    const some = rows.slice(at, at + rowsPerPack)
    const body = jsonBytes(packRows(some))
    packs.push({ head: { t, rows: some.length, bytes: body.length }, body })
  }
  return packs
}

function coldPacks(groups: readonly ColdGroup[]): Pack[] {
  return [...Map.groupBy(groups, ({ table }) => table)].flatMap(([t, ofTable]) =>
    packGroups(ofTable).map(({ keys, body }) => {
      const parents = keys.map((key) => readColdKey(key).parentId)
      return { head: { t, rows: parents.length, bytes: body.length, parents }, body }
    }),
  )
}
