import { type Scope, maySee, ownAudience, seesEverything, sortedScopes } from '#shared/audience.ts'
import type { Change } from '#shared/mutations/define-mutation.ts'
import { type Rows, changedId } from '#shared/mutations/run-mutation.ts'
import { type PrivateField, withMasks } from '#shared/masked-fields.ts'
import { Overlay } from '#shared/sync/overlay.ts'
import {
  type AnyRow,
  type Row,
  type SettingsTable,
  type TableName,
  type WarmTable,
  isSettingsTable,
  parentIdOf,
  tables,
  throughIdOf,
} from '#shared/tables.ts'
import type { PrivateWrite, RowKey, StoredRow } from './ledger.ts'

export const keyOf = (table: TableName, id: string): string => `${table}/${id}`

/** The rows a batch has loaded and changed, and who may see each of them as the batch goes along. */
export class BatchRows {
  readonly #stored = new Map<string, StoredRow>()
  readonly #children = new Map<string, Set<string>>()
  readonly #settings = new Map<SettingsTable, Map<string, AnyRow>>()
  readonly #privates = new Map<string, PrivateWrite>()
  readonly #own = new Map<AnyRow, readonly Scope[] | null>()
  readonly overlay: Overlay

  constructor() {
    this.overlay = new Overlay({
      get: <T extends WarmTable>(table: T, id: string) => this.#stored.get(keyOf(table, id))?.row as Row<T> | undefined,
      children: <T extends WarmTable>(table: T, parentId: string) => this.#storedChildren(table, parentId) as Row<T>[],
      every: <T extends SettingsTable>(table: T) => [...(this.#settings.get(table)?.values() ?? [])] as Row<T>[],
    })
  }

  add(rows: readonly StoredRow[]): void {
    for (const row of rows) {
      const key = keyOf(row.table, row.id)
      this.#stored.set(key, row)
      if (isSettingsTable(row.table)) this.#addSetting(row.table, row)
      const parentId = parentIdOf(row.table, row.row)
      if (parentId === null) continue
      const parentKey = `${row.table}/${parentId}`
      const ids = this.#children.get(parentKey) ?? new Set()
      this.#children.set(parentKey, ids.add(row.id))
    }
  }

  #addSetting(table: SettingsTable, { id, row }: StoredRow): void {
    const rows = this.#settings.get(table)
    if (rows === undefined) this.#settings.set(table, new Map([[id, row]]))
    else rows.set(id, row)
  }

  /** Writes the changes of one mutation. Whatever comes after it, in the batch or outside, sees masks only. */
  write(changes: readonly Change[]): void {
    this.overlay.write(changes.map((change) => this.#masked(change)))
  }

  #masked(change: Change): Change {
    if (change.do === 'remove') return change
    const { table } = change
    const id = changedId(change)
    const { row, taken } = withMasks(table, change.row)
    if (taken === null) return change
    const before = this.#privates.get(keyOf(table, id))
    // A mask stands for what an earlier mutation of this batch brought, where it brought anything.
    const fields = taken.map((one) => (one.value === null ? (find(before, one.field) ?? one) : one))
    this.#privates.set(keyOf(table, id), { table, id, fields })
    return { ...change, row } as Change
  }

  /** The values behind the masks that were written; those of a row that is gone go with it. */
  privates(): PrivateWrite[] {
    return [...this.#privates.values()].filter(({ table, id }) => this.now(table, id) !== null)
  }

  stored(table: TableName, id: string): StoredRow | undefined {
    return this.#stored.get(keyOf(table, id))
  }

  #storedChildren(table: TableName, parentId: string): AnyRow[] {
    const ids = this.#children.get(`${table}/${parentId}`) ?? []
    return [...ids].flatMap((id) => this.#stored.get(keyOf(table, id))?.row ?? [])
  }

  /** The row as the batch has it now. */
  now(table: TableName, id: string): AnyRow | null {
    const changed = this.overlay.changed(table, id)
    return changed === undefined ? (this.#stored.get(keyOf(table, id))?.row ?? null) : changed
  }

  /** Who may see the row as the batch has it now; empty when it is not there. */
  audienceNow(table: TableName, id: string): readonly Scope[] {
    const row = this.now(table, id)
    if (row === null) return []
    const parent = tables[table].parent
    const parentId = parentIdOf(table, row)
    // A parent that nobody asked for is as the ledger has it, and so is its children's audience.
    const isParentHere = parent !== undefined && parentId !== null && this.#isKnown(parent.table, parentId)
    if (isParentHere) return this.audienceNow(parent.table, parentId)
    // Rows seen through cases get their audience when the batch is closed; until then the stored one holds.
    return (
      this.#ownAudience(table, row) ?? this.#stored.get(keyOf(table, id))?.audience ?? this.#audienceThrough(table, row)
    )
  }

  /** Of a row that this batch made: whoever may see one of the cases at hand that name it. There may be more cases, never fewer. */
  #audienceThrough(table: TableName, row: AnyRow): readonly Scope[] {
    const throughId = throughIdOf(table, row)
    if (throughId === null) return []
    const changed = [...this.overlay.changes()].filter((change) => change.table === 'cases').map(({ id }) => id)
    const known = [...this.#stored.values()].filter((stored) => stored.table === 'cases').map(({ id }) => id)
    const naming = [...new Set([...known, ...changed])].filter((id) =>
      namedIds(this.now('cases', id)).includes(throughId),
    )
    return sortedScopes(naming.flatMap((id) => this.audienceNow('cases', id)))
  }

  /** Asked for by every rule that reads the row and again when it is written. */
  #ownAudience(table: TableName, row: AnyRow): readonly Scope[] | null {
    const known = this.#own.get(row)
    if (known !== undefined) return known
    const audience = ownAudience(table, row)
    this.#own.set(row, audience)
    return audience
  }

  #isKnown(table: TableName, id: string): boolean {
    return this.overlay.changed(table, id) !== undefined || this.#stored.has(keyOf(table, id))
  }

  /** The batch's rows as one actor may see them: what lies outside is not there. */
  asSeenBy(held: ReadonlySet<Scope>): Rows {
    const seesAll = seesEverything(held)
    const isSeen = (table: TableName, id: string): boolean => seesAll || maySee(held, this.audienceNow(table, id))
    return {
      get: (table, id) => {
        const row = this.overlay.get(table, id)
        return row !== undefined && isSeen(table, id) ? row : undefined
      },
      children: (table, parentId) => this.overlay.children(table, parentId).filter((row) => isSeen(table, row.id)),
      every: (table) => this.overlay.every(table).filter((row) => isSeen(table, row.id)),
    }
  }

  /** Changed rows that were never loaded: their stored state must still be fetched. */
  unloadedChanges(): RowKey[] {
    return [...this.overlay.changes()].filter(({ table, id }) => !this.#stored.has(keyOf(table, id)))
  }
}

const find = (write: PrivateWrite | undefined, name: string): PrivateField | undefined =>
  write?.fields.find(({ field }) => field === name)

/** Every case's ids by which other rows are seen. */
export const namedIds = (row: AnyRow | null): string[] => {
  if (row === null) return []
  const lists = [row['partyIds'], row['orderIds']].filter((list): list is string[] => Array.isArray(list))
  return lists.flat()
}

/** Most are sorted, so that the order need not be looked at. */
export const sameScopes = (a: readonly Scope[], b: readonly Scope[]): boolean =>
  a.length === b.length && (a.join(' ') === b.join(' ') || sortedScopes(a).join(' ') === sortedScopes(b).join(' '))
