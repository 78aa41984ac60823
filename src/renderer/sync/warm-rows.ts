import { type Held, unpackRows } from '#shared/sync/row-pack.ts'
import { type TableName, isTableName, tables, warmTables } from '#shared/tables.ts'
import type { KeptEntry } from './cache-journal.ts'
import type { CacheContent, StartRows } from './disk.ts'
import { nextTask } from './next-task.ts'
import { type Bytes, readWarm } from './pack-bytes.ts'
import { type KeptChange, isWholeChange, rowAfter } from '#shared/sync/row-delta.ts'

/** A warm pack, open: its bytes, or its rows where they were decoded already. `rows` is null where it is no pack. */
export type OpenPack = { readonly table: string } & (
  | { readonly bytes: Bytes }
  | { readonly rows: readonly Held[] | null }
)

/** For so long packs are decoded before the window may draw, in milliseconds. */
const longestPiece = 8

/** Decodes the packs of a table that is needed at once, with those of its children, and lets the window draw in between. */
export async function decodeAhead(packs: readonly OpenPack[], table: TableName): Promise<OpenPack[]> {
  const decoded: OpenPack[] = []
  let since = performance.now()
  for (const pack of packs) {
    const isNeeded = rootOf(pack.table) === table && 'bytes' in pack
    decoded.push(isNeeded ? { table: pack.table, rows: rowsIn(pack) } : pack)
    if (performance.now() - since < longestPiece) continue
    await nextTask()
    since = performance.now()
  }
  return decoded
}

/** Null where it is no pack. */
function rowsIn(pack: OpenPack): readonly Held[] | null {
  if ('rows' in pack) return pack.rows
  try {
    return unpackRows(readWarm(pack.bytes))
  } catch {
    return null
  }
}

type WarmRows = Map<string, Map<string, Held>>

/** The table by whose rows those of this one go: its own, or that of its parent. */
const rootOf = (table: string): string => (isTableName(table) ? (tables[table].parent?.table ?? table) : table)

/**
 * The rows of each table, as packs and journal tell, a table and its children at a time. Nothing is decoded before it is asked for.
 * `unreadable` is told of packs that open and are no packs, and of changes of rows that are not here.
 */
export function warmRows(
  packs: readonly OpenPack[],
  entries: readonly KeptEntry[],
  unreadable: () => void,
): CacheContent['warm'] {
  const families = new Map<string, () => WarmRows>()
  for (const table of warmTables) {
    const root = rootOf(table)
    if (!families.has(root)) families.set(root, readOnce(root, packs, entries, unreadable))
  }
  const read = (table: TableName): StartRows => families.get(rootOf(table))?.().get(table) ?? []
  return new Map(warmTables.map((table) => [table, () => read(table)]))
}

function readOnce(
  root: string,
  packs: readonly OpenPack[],
  entries: readonly KeptEntry[],
  unreadable: () => void,
): () => WarmRows {
  let known: WarmRows | undefined
  // Let go of with the first reading: decoded rows and their bytes are not both needed.
  let ofFamily = packs.filter(({ table }) => rootOf(table) === root)
  return () => {
    known ??= readFamily(root, ofFamily, entries, unreadable)
    ofFamily = []
    return known
  }
}

function readFamily(
  root: string,
  packs: readonly OpenPack[],
  entries: readonly KeptEntry[],
  unreadable: () => void,
): WarmRows {
  const rows: WarmRows = new Map()
  for (const pack of packs) {
    const into = rowsOf(rows, pack.table)
    const read = rowsIn(pack)
    if (read === null) unreadable()
    for (const held of read ?? []) into.set(held.row.id, held)
  }
  for (const entry of entries) replayEntry(entry, root, rows, unreadable)
  return rows
}

function rowsOf(rows: WarmRows, table: string): Map<string, Held> {
  const known = rows.get(table)
  if (known !== undefined) return known
  const none = new Map<string, Held>()
  rows.set(table, none)
  return none
}

function replayEntry({ changes, dropped }: KeptEntry, root: string, rows: WarmRows, unreadable: () => void): void {
  for (const change of changes) if (rootOf(change.t) === root && !replayChange(change, rows)) unreadable()
  for (const { table, id } of dropped) if (rootOf(table) === root) dropWithChildren(rows, table, id)
}

/** False where the row that it changes is not here in that version. */
function replayChange(change: KeptChange, rows: WarmRows): boolean {
  const into = rowsOf(rows, change.t)
  const before = into.get(change.id)
  if (before !== undefined && before.v > change.v) return true
  if (!isWholeChange(change)) {
    const row = rowAfter(change, before)
    if (row !== null) into.set(change.id, { v: change.v, row })
    return row !== null
  }
  if ('gone' in change) dropWithChildren(rows, change.t, change.id)
  else if (!isTableName(change.t) || !tables[change.t].cold) into.set(change.id, { v: change.v, row: change.row })
  return true
}

function dropWithChildren(rows: WarmRows, table: string, id: string): void {
  rows.get(table)?.delete(id)
  if (table !== 'cases') return
  const escalations = rows.get('escalations')
  for (const [childId, { row }] of escalations ?? []) if (row['caseId'] === id) escalations?.delete(childId)
}
