import type { ImportFormat } from './formats/format.ts'
import { ImportRefused } from './import-refused.ts'
import type { ImportReport } from './import-report.ts'
import type { SourceFolder } from './source-folder.ts'
import type { ItemWriter } from './write-items.ts'

/** What an import works on. `onStep` hears of every item; `isStopped` is asked between items. */
export interface ImportWork {
  readonly folder: SourceFolder
  readonly format: ImportFormat
  readonly writer: ItemWriter
  readonly report: ImportReport
  readonly onStep: () => void
  readonly isStopped: () => boolean
}

/**
 * Reads the folder once, from the first file to the last. Answers whether it came to the end; one that was stopped has everything
 * written that it took in. Throws ImportRefused where the folder holds nothing of the format.
 */
export async function runImport(work: ImportWork): Promise<{ isWhole: boolean }> {
  const { format, folder, report, writer } = work
  listFiles(format, folder, report)
  for await (const item of format.read(folder, report)) {
    await writer.add(item)
    work.onStep()
    if (!work.isStopped()) continue
    await writer.end()
    return { isWhole: false }
  }
  await writer.end()
  return { isWhole: true }
}

function listFiles(format: ImportFormat, folder: SourceFolder, report: ImportReport): void {
  const there = new Set(folder.files.map(({ noun }) => noun))
  report.missing.push(...[...format.nouns].filter((noun) => !there.has(noun)))
  for (const { name, noun } of folder.files) {
    if (!format.nouns.has(noun))
      report.unread.push({ file: name, why: format.notRead.get(noun) ?? 'not a file of this format' })
  }
  for (const file of folder.others)
    report.unread.push({ file, why: 'not a data file (.json, .ndjson or .csv, each also .gz)' })
  if (report.missing.length === format.nouns.size) {
    throw new ImportRefused(
      `${folder.path} holds no file of a ${format.name} export. Expected are ${[...format.nouns].join(', ')}, as .json, .ndjson or .csv, each also .gz.`,
    )
  }
}
