import type { Finding, ReportSummary } from './import-report.ts'

const number = new Intl.NumberFormat('en-US')
const shownFindings = 25

/** The report as a person reads it in a terminal. `isDry`: nothing was written. */
export function reportText(summary: ReportSummary, isDry: boolean): string {
  return [
    table(
      ['file', 'lines', isDry ? 'to import' : 'imported', 'unchanged', 'used', 'skipped'],
      [...summary.files, { file: 'total', ...summary.total }].map((counts) => [
        counts.file,
        ...[counts.read, counts.written, counts.unchanged, counts.used, counts.skipped].map((count) =>
          number.format(count),
        ),
      ]),
    ),
    table(
      ['rows', isDry ? 'to import' : 'imported', 'unchanged'],
      Object.entries(summary.rows).map(([name, counts]) => [
        name,
        number.format(counts.written),
        number.format(counts.unchanged),
      ]),
    ),
    findings('Lines skipped', summary.skipped),
    findings('Values taken in another form', summary.coerced),
    findings('Values without a counterpart, left out', summary.unmapped),
    findings('Placeholders that no macro can fill', summary.unknownPlaceholders),
    list(
      'Damaged files',
      summary.broken.map(({ file, line, why }) => `${file}:${line}  ${why}`),
    ),
    list('Not in the folder', summary.missing),
    list(
      'Not read',
      summary.unread.map(({ file, why }) => `${file}  ${why}`),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)
  return all.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}

const findings = (title: string, found: readonly Finding[]): string =>
  list(
    title,
    found.map(
      ({ what, count, first }) => `${number.format(count)} × ${what}  (first: ${first.slice(0, 3).join(', ')})`,
    ),
  )

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const more = lines.length - shownFindings
  return [
    title,
    ...lines.slice(0, shownFindings).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more, in the report file`] : []),
  ].join('\n')
}
