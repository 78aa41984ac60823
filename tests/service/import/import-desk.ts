import type { Pool } from 'pg'
import { allFormats } from '#service/channels/import/formats/all-formats.ts'
import { ImportReport, type ReportSummary } from '#service/channels/import/import-report.ts'
import { runImport } from '#service/channels/import/run-import.ts'
import { SourceFolder } from '#service/channels/import/source-folder.ts'
import { importMarkKey } from '#service/channels/import/item-mark.ts'
import { LedgerWriter } from '#service/channels/import/write-items.ts'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import type { Row, TableName } from '#shared/tables.ts'
import { createTestDatabase } from '../test-database.ts'

/** An empty workspace to import into. */
export class ImportDesk {
  readonly url: string
  readonly pool: Pool
  readonly ledger: PostgresLedger
  readonly #drop: () => Promise<void>

  private constructor(url: string, pool: Pool, drop: () => Promise<void>) {
    this.url = url
    this.pool = pool
    this.ledger = new PostgresLedger(pool, { statementSeconds: 60 })
    this.#drop = drop
  }

  static async open(): Promise<ImportDesk> {
    const database = await createTestDatabase()
    const pool = openPool(database.url, () => undefined, 2)
    await migrate(pool)
    return new ImportDesk(database.url, pool, () => database.drop())
  }

  async close(): Promise<void> {
    await this.pool.end()
    await this.#drop()
  }

  /** Imports a folder; stops after so many items where that is given. */
  async import(path: string, stopAfter = Number.POSITIVE_INFINITY, from = 'zendesk'): Promise<ReportSummary> {
    const report = new ImportReport()
    const format = allFormats.get(from)
    if (format === undefined) throw new Error(`No format ${from}.`)
    let items = 0
    await runImport({
      folder: await SourceFolder.open(path),
      format,
      report,
      writer: new LedgerWriter(this.ledger, report, {
        now: () => new Date().toISOString(),
        markKey: await importMarkKey(this.pool),
      }),
      onStep: () => (items += 1),
      isStopped: () => items >= stopAfter,
    })
    return report.summary()
  }

  /** Every row of a table, by its id at the source. */
  async rows<T extends TableName>(table: T): Promise<Map<string, Row<T>>> {
    const found = await select<{ row: Row<T> }>(this.pool, 'select row from rows where tbl = $1', [table])
    return new Map(found.map(({ row }) => [externalIdOf(row), row]))
  }

  async head(): Promise<number> {
    const [workspace] = await select<{ head: number }>(this.pool, 'select head from workspace')
    return workspace?.head ?? -1
  }
}

const externalIdOf = (row: object): string => {
  const source: unknown = 'source' in row ? row.source : null
  const isNamed = typeof source === 'object' && source !== null && 'externalId' in source
  return isNamed ? String(source.externalId) : ''
}
