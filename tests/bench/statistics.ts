/** One figure of a bench, as every bench writes it. All values are in `unit`. */
export interface BenchRow {
  readonly bench: string
  readonly subject: string
  readonly metric: string
  readonly unit: Unit
  readonly n: number
  readonly median: number
  readonly p95: number
  readonly min: number
  readonly max: number
}

/** Milliseconds, things per second, thousands of bytes, percent, or plain numbers. */
export type Unit = 'ms' | '/s' | 'kB' | '%' | ''

/** The value below which `share` of the values lie (nearest rank). Throws on no values: a figure of nothing is no figure. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('No values were measured.')
  return value
}

/** Four significant digits: more would be noise in any of the figures. */
const rounded = (value: number): number => Number(value.toPrecision(4))

/** The unit is the end of the metric's name. */
export function unitOf(metric: string): Unit {
  if (metric.endsWith('-ms')) return 'ms'
  if (metric.endsWith('-per-s')) return '/s'
  if (metric.endsWith('-percent')) return '%'
  return metric.endsWith('-kb') ? 'kB' : ''
}

/** A row of a bench from its measured values. */
export const benchRow = (bench: string, subject: string, metric: string, values: readonly number[]): BenchRow => ({
  bench,
  subject,
  metric,
  unit: unitOf(metric),
  n: values.length,
  median: rounded(percentile(values, 0.5)),
  p95: rounded(percentile(values, 0.95)),
  min: rounded(percentile(values, 0)),
  max: rounded(percentile(values, 1)),
})

const header = ['metric', 'subject', 'n', 'median', 'p95', 'min', 'max', 'unit']

const cellsOf = (row: BenchRow): string[] => [
  row.metric,
  row.subject,
  String(row.n),
  ...[row.median, row.p95, row.min, row.max].map(figure),
  row.unit,
]

/** A figure as people read it: no more digits than it deserves. */
export function figure(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** The rows as an aligned table for a terminal. */
export function benchTable(rows: readonly BenchRow[]): string {
  const all = [header, ...rows.map(cellsOf)]
  const widths = header.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}

/** The rows as a table in Markdown. */
export const markdownTable = (rows: readonly BenchRow[]): string => markdownOf(header, rows.map(cellsOf))

/** A table in Markdown from its cells. */
export const markdownOf = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
