import { coldKey } from '#shared/sync/cold-pack.ts'
import type { RowChange } from '#shared/sync/protocol.ts'
import {
  type AnyRow,
  type ColdTable,
  type TableName,
  childTables,
  isTableName,
  parentIdOf,
  tables,
} from '#shared/tables.ts'

interface Recent {
  /** Nothing older on disk counts: the parent was dropped in between, or these are all of its rows. */
  isFresh: boolean
  /** Grows with each change, so that what came in while a pack was being written is not forgotten with it. */
  stamp: number
  readonly rows: Map<string, { v: number; row: AnyRow }>
}

const isCold = (table: TableName): table is ColdTable => tables[table].cold

/** Cold rows that are in the journal but not yet in a pack, by parent. */
export class RecentCold {
  readonly #byKey = new Map<string, Recent>()
  #stamp = 1

  /** Takes in what concerns cold rows; answers the keys it touched. */
  take(changes: readonly RowChange[]): string[] {
    return changes.flatMap((change) => {
      if (!isTableName(change.t)) return []
      if ('gone' in change) return this.dropParent(change.t, change.id)
      return isCold(change.t) ? this.#put(change.t, change.v, change.row) : []
    })
  }

  /** The row that others belong to is gone: so are they, on disk too. */
  dropParent(table: TableName, id: string): string[] {
    const keys = childTables(table)
      .filter(isCold)
      .map((child) => coldKey(child, id))
    for (const key of keys) this.#byKey.set(key, { isFresh: true, stamp: this.#stamp++, rows: new Map() })
    return keys
  }

  /** Takes in all rows of the parents they belong to, as the service has them. Answers the keys. */
  takeWhole(changes: readonly RowChange[]): string[] {
    const keys = [...new Set(this.take(changes))]
    for (const key of keys) this.makeWhole(key)
    return keys
  }

  /** The rows here are all there are. */
  makeWhole(key: string): void {
    const recent = this.#byKey.get(key)
    if (recent !== undefined) recent.isFresh = true
  }

  /** Whether the rows here are all there are, whatever is on disk. */
  isWhole(key: string): boolean {
    return this.#byKey.get(key)?.isFresh === true
  }

  #put(table: ColdTable, v: number, row: AnyRow): string[] {
    const parentId = parentIdOf(table, row)
    if (parentId === null) return []
    const key = coldKey(table, parentId)
    let recent = this.#byKey.get(key)
    if (recent === undefined) this.#byKey.set(key, (recent = { isFresh: false, stamp: 0, rows: new Map() }))
    const before = recent.rows.get(row.id)
    if (before === undefined || before.v <= v) recent.rows.set(row.id, { v, row })
    recent.stamp = this.#stamp++
    return [key]
  }

  /** Another text where other rows came in; empty where none did. */
  markOf(key: string): string {
    const recent = this.#byKey.get(key)
    return recent === undefined ? '' : [...recent.rows.values()].map(({ v, row }) => `${row.id}@${v}`).join()
  }

  keys(): string[] {
    return [...this.#byKey.keys()]
  }

  /** Each key with the mark of its last change. */
  stamps(): Map<string, number> {
    return new Map([...this.#byKey].map(([key, { stamp }]) => [key, stamp]))
  }

  /** The rows of one parent: what is on disk with what is newer on top. */
  over(key: string, onDisk: readonly AnyRow[]): AnyRow[] {
    const recent = this.#byKey.get(key)
    if (recent === undefined) return [...onDisk]
    const kept = recent.isFresh ? [] : onDisk.filter((row) => !recent.rows.has(row.id))
    return [...kept, ...[...recent.rows.values()].map(({ row }) => row)]
  }

  /** These are in packs now, as they were at these marks. */
  forget(stamps: ReadonlyMap<string, number>): void {
    for (const [key, stamp] of stamps) if (this.#byKey.get(key)?.stamp === stamp) this.#byKey.delete(key)
  }
}
