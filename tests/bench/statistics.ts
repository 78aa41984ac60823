/** One figure of a bench, as every bench writes it. `median` and `p95` are in `unit`. */
export interface BenchRow {
  readonly bench: string
  readonly subject: string
  readonly metric: string
  readonly unit: 'ms'
  readonly n: number
  readonly median: number
  readonly p95: number
}

/** The value below which `share` of the values lie (nearest rank). Throws on no values: a figure of nothing is no figure. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('No values were measured.')
  return value
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10

/** A row of a bench from its measured values. */
export const benchRow = (bench: string, subject: string, metric: string, values: readonly number[]): BenchRow => ({
  bench,
  subject,
  metric,
  unit: 'ms',
  n: values.length,
  median: rounded(percentile(values, 0.5)),
  p95: rounded(percentile(values, 0.95)),
})

/** The rows as an aligned table. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.metric,
    row.subject,
    String(row.n),
    row.median.toFixed(1),
    row.p95.toFixed(1),
    row.unit,
  ])
  const all = [['metric', 'subject', 'n', 'median', 'p95', 'unit'], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n')
}
