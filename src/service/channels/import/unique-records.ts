import type { ImportReport } from './import-report.ts'
import type { SourceFolder } from './source-folder.ts'
import type { SourceRecord } from './source-record.ts'

/** What tells two records of a noun apart: null where a record has nothing that does. */
export type Identity = (record: SourceRecord) => string | null

const byId: Identity = (record) => record.id('id')

/** The records of a noun, each identity once: the first one counts, and the others are in the report. */
export async function* uniqueRecords(
  folder: SourceFolder,
  noun: string,
  names: readonly string[],
  report: ImportReport,
  identityOf: Identity = byId,
): AsyncGenerator<SourceRecord> {
  const seen = new Set<string>()
  for await (const record of folder.records(noun, names, report)) {
    const identity = identityOf(record)
    if (identity !== null && seen.has(identity)) {
      record.leaveOut(`${noun}: the same id came before, and the first one counts`)
      continue
    }
    if (identity !== null) seen.add(identity)
    yield record
  }
}
