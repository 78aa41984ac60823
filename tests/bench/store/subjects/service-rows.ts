import type { Row } from '../../../../src/shared/tables.ts'
import { productId, productNumberOf } from '../../product-ids.ts'
import type { Patch } from '../page/subject.ts'

type CaseRow = Row<'cases'>

/** The cases as a service has them, which makes the pages that it sends from its own rows and not from those of the store it sends them to. */
export class ServiceRows {
  readonly #rows: CaseRow[] = []

  constructor(rows: readonly CaseRow[]) {
    for (const row of rows) this.#rows[productNumberOf(row.id)] = row
  }

  /** Changes a case; answers the whole row, as it is sent. */
  patched(n: number, { subject, assignee, updated_at }: Patch['fields']): CaseRow {
    const row = this.#rows[n]
    if (row === undefined) throw new Error(`There is no case ${n}.`)
    const after: CaseRow = {
      ...row,
      subject: subject ?? row.subject,
      assigneeId: assignee === undefined ? row.assigneeId : productId('agents', Number(assignee.slice(1))),
      updatedAt: updated_at === undefined ? row.updatedAt : new Date(updated_at).toISOString(),
    }
    this.#rows[n] = after
    return after
  }
}
