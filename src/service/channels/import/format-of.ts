import { allFormats } from './formats/all-formats.ts'
import type { ImportFormat } from './formats/format.ts'
import { ImportRefused } from './import-refused.ts'
import { ImportReport } from './import-report.ts'
import { type SourceFolder, pageNames } from './source-folder.ts'

/** The format that the files of a folder are of, by their names and the fields of their first records. Throws ImportRefused where they do not tell. */
export async function formatOf(folder: SourceFolder): Promise<ImportFormat> {
  const scores = new Map<ImportFormat, number>()
  for (const noun of new Set(folder.files.map((file) => file.noun))) {
    const fields = await firstFields(folder, noun)
    for (const format of allFormats.values()) {
      const found = format.signs.filter(([named, field]) => named === noun && fields.has(field)).length
      if (found > 0) scores.set(format, (scores.get(format) ?? 0) + found)
    }
  }
  const best = Math.max(0, ...scores.values())
  const [format, other] = [...scores].filter(([, score]) => score === best).map(([one]) => one)
  const names = [...allFormats.keys()].join(', ')
  if (format === undefined)
    throw new ImportRefused(
      `${folder.path} holds no file of an export that is known. Say where it comes from with --from, one of: ${names}.`,
    )
  if (other !== undefined)
    throw new ImportRefused(
      `${folder.path} may be an export of ${format.name} or of ${other.name}. Say which with --from, one of: ${names}.`,
    )
  return format
}

/** The fields of the first record of a noun's files; none where they hold no record that can be read. */
async function firstFields(folder: SourceFolder, noun: string): Promise<ReadonlySet<string>> {
  for await (const record of folder.records(noun, [noun, ...pageNames], new ImportReport()))
    return new Set(Object.keys(record.value))
  return new Set()
}
