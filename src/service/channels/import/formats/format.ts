import type { Row, TableName } from '#shared/tables.ts'
import type { ImportReport, Place } from '../import-report.ts'
import type { SourceFolder } from '../source-folder.ts'

/** A row with its table. */
export type ImportRow = { [T in TableName]: { readonly table: T; readonly row: Row<T> } }[TableName]

/** Rows that belong together and are written together, such as a case with its messages. The first is the one they are known by. */
export interface ImportItem {
  readonly rows: readonly [ImportRow, ...ImportRow[]]
  /** The lines it was made from: each is settled with it. */
  readonly places: readonly Place[]
}

/** What an import reads: one file per format, and a line in `all-formats.ts`. */
export interface ImportFormat {
  /** As given after `--from`. */
  readonly name: string
  /** Its nouns, which are the names of its files; for each where it stands if it is not read, or null. */
  readonly nouns: ReadonlySet<string>
  /** What tells its files from those of others: a noun, and a field that its records have. */
  readonly signs: readonly (readonly [noun: string, field: string])[]
  /** Why a file of a known name is not read: by noun. */
  readonly notRead: ReadonlyMap<string, string>
  /** Every item, parents before those that name them. */
  read(folder: SourceFolder, report: ImportReport): AsyncIterable<ImportItem>
}

/** A row with its table, typed. */
export const importRow = <T extends TableName>(table: T, row: Row<T>): ImportRow =>
  ({ table, row }) as unknown as ImportRow
