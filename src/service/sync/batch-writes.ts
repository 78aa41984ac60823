import { type Scope, sortedScopes } from '#shared/audience.ts'
import { type AnyRow, childTables, parentIdOf, throughIdOf } from '#shared/tables.ts'
import { type BatchRows, keyOf, namedIds, sameScopes } from './batch-rows.ts'
import type { BatchWrites, LedgerTransaction, RowKey, RowWrite } from './ledger.ts'
import { textOf } from './row-text.ts'

type Changed = RowKey & { readonly row: AnyRow | null }

/** Turns what a batch changed into numbered writes with audiences: one feed entry per row, however often it changed. */
export async function rowWrites(
  tx: LedgerTransaction,
  rows: BatchRows,
): Promise<Pick<BatchWrites, 'rows' | 'childAudiences' | 'head'>> {
  await loadParents(tx, rows)
  const changed = [...rows.overlay.changes()].filter((change) => !isUnchanged(rows, change))
  const through = await throughAudiences(tx, rows, changed)
  let head = await tx.head()
  const writes: RowWrite[] = []
  for (const { table, id, row } of [...changed, ...through.followers]) {
    const stored = rows.stored(table, id)
    const audience = row === null ? [] : (through.audiences.get(keyOf(table, id)) ?? rows.audienceNow(table, id))
    head += 1
    const was = stored?.audience ?? []
    const before = stored === undefined ? {} : { before: { v: stored.version, row: stored.row } }
    writes.push({ table, id, row, audience, was, existed: stored !== undefined, version: head, ...before })
  }
  return { rows: writes, childAudiences: childAudiences(writes), head }
}

/** A child that was written needs its parent's audience, so the parent must be known. */
async function loadParents(tx: LedgerTransaction, rows: BatchRows): Promise<void> {
  const missing = new Map<string, RowKey>()
  for (const { table, row } of rows.overlay.changes()) {
    if (row === null) continue
    const id = parentIdOf(table, row)
    const parent = id === null ? undefined : parentTableOf(table)
    if (id === null || parent === undefined) continue
    if (rows.now(parent, id) === null) missing.set(keyOf(parent, id), { table: parent, id })
  }
  if (missing.size > 0) rows.add(await tx.stored([...missing.values()]))
}

const parentTableOf = (table: RowKey['table']): RowKey['table'] | undefined =>
  (['cases', 'sops'] as const).find((parent) => childTables(parent).includes(table))

const isUnchanged = (rows: BatchRows, { table, id, row }: Changed): boolean => {
  const stored = rows.stored(table, id)
  if (row === null) return stored === undefined
  return stored !== undefined && textOf(stored.row) === textOf(row)
}

/**
 * Parties, orders and disputes are seen by those who see a case that names them. So a case that changed hands, or names others than
 * before, carries them along: they get a new version and so reach, or leave, the windows concerned.
 */
async function throughAudiences(tx: LedgerTransaction, rows: BatchRows, changed: readonly Changed[]) {
  const ids = new Set(changed.flatMap((change) => concernedIds(rows, change)))
  const audiences = new Map<string, readonly Scope[]>()
  const followers: Changed[] = []
  if (ids.size === 0) return { audiences, followers }
  const scopes = await audienceOfIds(tx, rows, changed, [...ids])
  for (const { table, id, row } of changed) {
    const throughId = row === null ? null : throughIdOf(table, row)
    if (throughId !== null) audiences.set(keyOf(table, id), scopes.get(throughId) ?? [])
  }
  for (const stored of await tx.seenThrough([...ids])) {
    const key = keyOf(stored.table, stored.id)
    const audience = scopes.get(throughIdOf(stored.table, stored.row) ?? '') ?? []
    if (audiences.has(key) || sameScopes(stored.audience, audience)) continue
    rows.add([stored])
    audiences.set(key, audience)
    followers.push({ table: stored.table, id: stored.id, row: stored.row })
  }
  return { audiences, followers }
}

/** The ids under which a change makes rows be seen by others than before. */
function concernedIds(rows: BatchRows, { table, id, row }: Changed): string[] {
  if (table === 'cases') return renamed(rows, id, row)
  const throughId = row === null ? null : throughIdOf(table, row)
  return throughId === null ? [] : [throughId]
}

/** The ids whose audience a changed case may have changed: none where neither its audience nor its names moved. */
function renamed(rows: BatchRows, id: string, row: AnyRow | null): string[] {
  const stored = rows.stored('cases', id)
  const before = namedIds(stored?.row ?? null)
  const after = namedIds(row)
  const isSame =
    stored !== undefined && sameScopes(stored.audience, rows.audienceNow('cases', id)) && before.join() === after.join()
  return isSame ? [] : [...before, ...after]
}

/** For each id, everyone who may see a case that names it, as the batch leaves the cases. */
async function audienceOfIds(
  tx: LedgerTransaction,
  rows: BatchRows,
  changed: readonly Changed[],
  ids: readonly string[],
): Promise<Map<string, Scope[]>> {
  const found = new Map<string, Set<Scope>>(ids.map((id) => [id, new Set()]))
  const inBatch = new Set(changed.filter(({ table }) => table === 'cases').map(({ id }) => id))
  for (const { id, caseId, audience } of await tx.casesNaming(ids)) {
    if (!inBatch.has(caseId)) for (const scope of audience) found.get(id)?.add(scope)
  }
  for (const caseId of inBatch) {
    for (const id of namedIds(rows.now('cases', caseId))) {
      for (const scope of rows.audienceNow('cases', caseId)) found.get(id)?.add(scope)
    }
  }
  return new Map([...found].map(([id, scopes]) => [id, sortedScopes(scopes)]))
}

/** Rows that were there and changed their audience take their children along. */
const childAudiences = (writes: readonly RowWrite[]): BatchWrites['childAudiences'] =>
  writes
    .filter(
      ({ table, existed, audience, was }) => existed && childTables(table).length > 0 && !sameScopes(audience, was),
    )
    .map(({ table, id, audience }) => ({ parent: { table, id }, audience }))
