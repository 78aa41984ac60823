import type { PoolClient } from 'pg'
import type { Scope } from '#shared/audience.ts'
import type { TableName } from '#shared/tables.ts'
import type { SnapshotSource } from './change-feed.ts'
import type { CopyRow, CopySource } from './copy-page.ts'
import { epochAndHead } from './postgres-feed.ts'
import { type RowsPlace, firstPlace, nextTable, readRowsPlace, writeRowsPlace } from './rows-place.ts'
import { countSeen, rowsAfter } from './rows.ts'

// Up to so many rows an agent's whole copy is found by who may see them; beyond that the tables are read in their order.
const fewRows = 20_000

/** Everything one reader sees, page by page; `client` is a connection inside `asReader`, whose role decides what is seen. */
export class PostgresCopy implements CopySource {
  readonly #client: PoolClient
  #isPlanned = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  readonly epochAndHead = (): ReturnType<CopySource['epochAndHead']> => epochAndHead(this.#client)
  readonly count = (_held: readonly Scope[], table: TableName | null): Promise<number> => countSeen(this.#client, table)

  async rowsAfter(
    _held: readonly Scope[],
    place: RowsPlace,
    { rows, bytes, of }: { rows: number; bytes: number; of: number },
  ): Promise<{ rows: CopyRow[]; isLast: boolean }> {
    await this.#choosePlan(of)
    return rowsAfter(this.#client, place, { rows, bytes })
  }

  /**
   * The planner cannot know how much a reader sees: for someone who sees little it would walk a whole table, for someone who sees much sort
   * all that is left for every page.
   */
  async #choosePlan(of: number): Promise<void> {
    if (this.#isPlanned) return
    this.#isPlanned = true
    const isFew = of <= fewRows
    await this.#client.query(
      `set local enable_sort = ${isFew ? 'on' : 'off'}; set local enable_bitmapscan = ${isFew ? 'on' : 'off'}`,
    )
  }
}

/** The same as changes in JSON text, for windows that speak protocol 1. */
export class PostgresSnapshot implements SnapshotSource<string> {
  readonly #copy: PostgresCopy

  constructor(client: PoolClient) {
    this.#copy = new PostgresCopy(client)
  }

  readonly epochAndHead = (): ReturnType<SnapshotSource['epochAndHead']> => this.#copy.epochAndHead()
  readonly count = (held: readonly Scope[]): Promise<number> => this.#copy.count(held, null)

  async rowsAfter(
    held: readonly Scope[],
    from: string | null,
    bytes: number,
  ): Promise<{ changes: string[]; place: string | null } | null> {
    let place: RowsPlace | null = from === null ? firstPlace : readRowsPlace(from)
    if (place === null) return null
    const changes: string[] = []
    let left = bytes
    while (place !== null && left > 0) {
      const { table }: RowsPlace = place
      const { rows, isLast } = await this.#copy.rowsAfter(held, place, { rows: 1500, bytes: left, of: Infinity })
      for (const { id, version, json, bytes: size } of rows) {
        changes.push(`{"t":"${table}","id":"${id}","v":${version},"row":${json}}`)
        left -= size
      }
      const last = rows.at(-1)
      place = isLast || last === undefined ? nextTable(place) : { table, parent: last.parent, id: last.id }
    }
    return { changes, place: place === null ? null : writeRowsPlace(place) }
  }
}
