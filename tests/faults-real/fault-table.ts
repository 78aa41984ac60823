import type { RowDone } from './fault-row.ts'

const wide = { name: 34, count: 9 } as const

const columns = (name: string, attempts: string, survived: string, worst: string): string =>
  `${name.padEnd(wide.name)}${attempts.padStart(wide.count)}${survived.padStart(wide.count)}${worst.padStart(wide.count + 3)}`

export const tableHead = (): string => columns('fault', 'attempts', 'survived', 'worst ms')

const hasSurvived = ({ attempts, survived }: RowDone): boolean => attempts > 0 && survived === attempts

/** A row of the table, and below it why attempts did not survive: each reason once. */
export function tableRow(done: RowDone): string {
  const { row, attempts, survived, worstMs, reasons } = done
  const line = columns(row.name, String(attempts), String(survived), survived === 0 ? '-' : worstMs.toFixed(0))
  return [line, ...[...new Set(reasons)].map((reason) => `    ${reason}`)].join('\n')
}

/** The line that ends a run; its form is a promise. */
export function lastLine(rows: readonly RowDone[]): string {
  const survived = rows.filter(hasSurvived).length
  return `faults ${rows.length}, survived ${survived}, failed ${rows.length - survived}`
}

export const allSurvived = (rows: readonly RowDone[]): boolean => rows.every(hasSurvived)
