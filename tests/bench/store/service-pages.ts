import type { AnyRow, TableName } from '../../../src/shared/tables.ts'
import { copyBytes } from '../../../src/service/http/copy-route.ts'
import { type CopyRow, type CopySource, copyPage } from '../../../src/service/sync/copy-page.ts'
import { productCase, productMessages, productStaff } from '../product-rows.ts'
import type { Size } from './shapes.ts'

const noParent = '00000000-0000-0000-0000-000000000000'

function copyRow(n: number, parent: string, row: AnyRow): CopyRow {
  const json = JSON.stringify(row)
  return { id: row.id, parent, version: n + 1, json, bytes: Buffer.byteLength(json) }
}

function workloadRows({ cases }: Size): Map<TableName, CopyRow[]> {
  const staff = productStaff(1)
  const numbers = Array.from({ length: cases }, (_, n) => n)
  const ofStaff = (name: TableName): CopyRow[] =>
    staff.flatMap(({ table, row }, n) => (table === name ? [copyRow(n, noParent, row)] : []))
  return new Map([
    ['queues', ofStaff('queues')],
    ['agents', ofStaff('agents')],
    ['cases', numbers.map((n) => copyRow(n, noParent, productCase(n)))],
    ['messages', numbers.flatMap((n) => productMessages(n).map((row) => copyRow(n, row.caseId, row)))],
  ])
}

/** The workload as the service's database gives it: in the order of parents and ids, which is the order it was made in. */
class WorkloadSource implements CopySource {
  readonly #rows: Map<TableName, CopyRow[]>
  readonly #places = new Map<string, number>()

  constructor(size: Size) {
    this.#rows = workloadRows(size)
    for (const [table, rows] of this.#rows)
      for (const [n, { id }] of rows.entries()) this.#places.set(`${table}/${id}`, n)
  }

  readonly epochAndHead = async (): Promise<{ epoch: string; head: number }> => ({ epoch: 'bench', head: 1_000_000 })

  async count(): Promise<number> {
    return [...this.#rows.values()].reduce((sum, { length }) => sum + length, 0)
  }

  async rowsAfter(
    ...[, place, bound]: Parameters<CopySource['rowsAfter']>
  ): Promise<{ rows: readonly CopyRow[]; isLast: boolean }> {
    const all = this.#rows.get(place.table) ?? []
    const from = (this.#places.get(`${place.table}/${place.id}`) ?? -1) + 1
    const rows: CopyRow[] = []
    let bytes = 0
    for (let at = from; at < all.length && rows.length < bound.rows && bytes < bound.bytes; at++) {
      const row = all[at]
      if (row === undefined) break
      rows.push(row)
      bytes += row.bytes
    }
    return { rows, isLast: from + rows.length >= all.length }
  }
}

/** A whole copy of the workload, page by page, in the bytes that the service sends: made by its own code, from memory. */
export async function servicePages(size: Size): Promise<Uint8Array[]> {
  const source = new WorkloadSource(size)
  const pages: Uint8Array[] = []
  let after: string | null = null
  do {
    const page = await copyPage(source, ['*'], { after, table: null })
    if (page === null) throw new Error('The service did not know its own place.')
    pages.push(await copyBytes(page))
    after = page.head.next
  } while (after !== null)
  return pages
}
