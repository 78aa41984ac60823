import type { RowChange } from '#shared/sync/protocol.ts'
import { type Held, unpackRows } from '#shared/sync/row-pack.ts'
import type { WarmTable } from '#shared/tables.ts'
import type { Pack, JournalEntry } from './disk.ts'
import { readWarm } from './pack-bytes.ts'

/** What must change so that a table is as its copy: rows to put, and rows to let go of. */
export type TableDifference = Pick<JournalEntry, 'changes' | 'dropped'>

/**
 * A copy of one table alone, fetched because a digest did not match [S13]. Rows that the feed brought since it was begun hold over it: it
 * may have been read before them.
 */
export class TableCopy {
  readonly table: WarmTable
  readonly #rows = new Map<string, Held>()
  readonly #since = new Set<string>()

  constructor(table: WarmTable) {
    this.table = table
  }

  /** Takes packs of the copy in. Throws where one cannot be read. */
  take(packs: readonly Pack[]): void {
    for (const { head, body } of packs) {
      if (head.t === this.table) for (const held of unpackRows(readWarm(body))) this.#rows.set(held.row.id, held)
    }
  }

  /** The feed brought these while the copy was under way. */
  passed(changes: readonly RowChange[]): void {
    for (const { t, id } of changes) if (t === this.table) this.#since.add(id)
  }

  /** What is wrong with the rows here. A row that is newer than its copy stays, as does one that came since and is not in the copy. */
  difference(here: ReadonlyMap<string, Held>): TableDifference {
    const changes: RowChange[] = []
    for (const [id, { v, row }] of this.#rows) {
      const isGoneSince = this.#since.has(id) && !here.has(id)
      if (!isGoneSince && (here.get(id)?.v ?? -1) < v) changes.push({ t: this.table, id, v, row })
    }
    const { table } = this
    const dropped = [...here.keys()]
      .filter((id) => !this.#rows.has(id) && !this.#since.has(id))
      .map((id) => ({ table, id }))
    return { changes, dropped }
  }
}
