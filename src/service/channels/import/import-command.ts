import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Writable } from 'node:stream'
import { readConfig } from '#service/config.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { allFormats } from './formats/all-formats.ts'
import { formatOf } from './format-of.ts'
import type { ImportFormat } from './formats/format.ts'
import { agentIdOfLogin, giveQueues } from './give-queues.ts'
import { ImportRefused } from './import-refused.ts'
import { ImportReport, type ReportSummary } from './import-report.ts'
import { importMarkKey } from './item-mark.ts'
import { openImportDatabase } from './open-database.ts'
import { ProgressLine } from './progress-line.ts'
import { reportText } from './report-text.ts'
import { runImport } from './run-import.ts'
import { SourceFolder } from './source-folder.ts'
import { withSopsAsDrafts } from './sops-as-drafts.ts'
import { DryWriter, type ItemWriter, LedgerWriter } from './write-items.ts'

/** What was asked for on the command line. Paths are absolute. */
export interface ImportRequest {
  /** Null: what the files say. */
  readonly from: string | null
  readonly folder: string
  readonly isDry: boolean
  /** Where the report is written as JSON. */
  readonly reportFile: string
  /** Whether articles that are published there are in force here at once; otherwise they are drafts. */
  readonly isPublishing: boolean
  /** Logins that are given the imported queues. */
  readonly giveTo: readonly string[]
}

/** Where the command speaks to, and whether it was asked to stop. */
export interface ImportSurroundings {
  readonly environment: NodeJS.ProcessEnv
  readonly out: Writable & { readonly isTTY?: boolean }
  readonly isStopped: () => boolean
}

/** Where the report goes when the command line does not say. Never into the folder it came from, which may be somebody else's. */
export const defaultReportFile = fileURLToPath(new URL('../../../../out/import-report.json', import.meta.url))

const statementSeconds = 60
const now = (): string => new Date().toISOString()

/** Carries out an import and prints its report. Throws ImportRefused or StartRefused with a sentence where it cannot. */
export async function importCommand(request: ImportRequest, around: ImportSurroundings): Promise<ReportSummary> {
  const named = request.from === null ? null : formatCalled(request.from)
  const folder = await SourceFolder.open(request.folder)
  // Its own reading of the folder, so that what it looks at does not count as progress.
  const found = named ?? (await formatOf(await SourceFolder.open(request.folder)))
  if (named === null) around.out.write(`The files are an export of ${found.name}.\n`)
  const format = request.isPublishing ? found : withSopsAsDrafts(found)
  const report = new ImportReport()
  if (request.isDry) {
    return finish(
      request,
      around,
      report,
      await read({ format, folder, report, around, writer: new DryWriter(report) }),
    )
  }
  const database = await openImportDatabase(readConfig(around.environment))
  try {
    const agentIds = await Promise.all(request.giveTo.map((login) => agentIdOfLogin(database.pool, login)))
    const ledger = new PostgresLedger(database.pool, { statementSeconds })
    const writer = new LedgerWriter(ledger, report, { now, markKey: await importMarkKey(database.pool) })
    const end = await read({ format, folder, report, around, writer })
    for (const agentId of agentIds) await giveQueues(ledger, agentId, writer.queueIds, now)
    return await finish(request, around, report, end)
  } finally {
    await database.close()
  }
}

function formatCalled(name: string): ImportFormat {
  const format = allFormats.get(name)
  if (format !== undefined) return format
  throw new ImportRefused(
    `"${name}" is no format that can be imported. Give one of: ${[...allFormats.keys()].join(', ')}.`,
  )
}

interface Reading {
  readonly format: ImportFormat
  readonly folder: SourceFolder
  readonly report: ImportReport
  readonly around: ImportSurroundings
  readonly writer: ItemWriter
}

async function read({ format, folder, report, around, writer }: Reading): Promise<{ isWhole: boolean }> {
  const line = new ProgressLine(around.out, () => performance.now())
  const progress = () => ({ share: folder.shareRead(format.nouns), lines: report.linesRead })
  try {
    return await runImport({
      format,
      folder,
      report,
      writer,
      onStep: () => line.show(progress()),
      isStopped: around.isStopped,
    })
  } finally {
    line.end(progress())
  }
}

async function finish(
  { isDry, reportFile }: ImportRequest,
  { out }: ImportSurroundings,
  report: ImportReport,
  { isWhole }: { isWhole: boolean },
): Promise<ReportSummary> {
  const summary = report.summary()
  out.write(`\n${reportText(summary, isDry)}\n\n`)
  out.write(`${closing(summary, isDry, isWhole)}\n`)
  try {
    await mkdir(dirname(reportFile), { recursive: true })
    await writeFile(reportFile, `${JSON.stringify({ isWhole, isDry, ...summary }, null, 2)}\n`)
    out.write(`The whole report is in ${reportFile}.\n`)
  } catch {
    // The import itself is done; only its written report is missing.
    out.write(`The report could not be written to ${reportFile}. Give another place with --report FILE.\n`)
  }
  return summary
}

function closing(summary: ReportSummary, isDry: boolean, isWhole: boolean): string {
  const { read, written, unchanged, used, skipped } = summary.total
  if (!isWhole) {
    // Such as agents, whose row is written last.
    const waiting = read - written - unchanged - used - skipped
    return `Stopped; ${waiting} lines that were read wait for the rest. What was imported is kept: run the same command again to continue.`
  }
  const left = skipped === 0 ? '' : ` ${skipped} lines were skipped, for the reasons above.`
  return isDry ? `Dry run: nothing was written.${left}` : `The import is finished.${left}`
}
