import { type BenchRow, benchRow } from './statistics.ts'

/** What one run of one subject came to: metric -> value. */
export type Figures = Readonly<Record<string, number>>

/** One of those that are measured side by side. `mostRuns`: slow ones run less often, and their `n` says so. */
export interface Variant {
  readonly subject: string
  readonly mostRuns?: number
  readonly run: () => Promise<Figures>
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/**
 * Runs variants side by side: the repetition is the outer loop and the variant the inner one, so that whatever else the machine does
 * falls on all of them alike. A variant that fails is named and left out of that run; where it never ran there is no row. Where Tierdesk itself
 * fails the command ends with 1.
 */
export async function interleaved(bench: string, runs: number, variants: readonly Variant[]): Promise<BenchRow[]> {
  const values = new Map<string, Map<string, number[]>>(variants.map(({ subject }) => [subject, new Map()]))
  for (let run = 0; run < runs; run++) {
    for (const variant of variants) {
      if (run >= (variant.mostRuns ?? runs)) continue
      const begun = performance.now()
      const figures = await attempt(variant)
      for (const [metric, value] of Object.entries(figures)) note(values, variant.subject, metric, value)
      say(`  run ${run + 1} of ${runs}: ${variant.subject} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
    }
  }
  return [...values].flatMap(([subject, metrics]) =>
    [...metrics].map(([metric, measured]) => benchRow(bench, subject, metric, measured)),
  )
}

async function attempt({ subject, run }: Variant): Promise<Figures> {
  try {
    return await run()
  } catch (error) {
    say(`  ${subject} failed: ${error instanceof Error ? error.message : String(error)}`)
    if (subject.startsWith('tierdesk')) process.exitCode = 1
    return {}
  }
}

function note(values: Map<string, Map<string, number[]>>, subject: string, metric: string, value: number): void {
  const metrics = values.get(subject)
  const measured = metrics?.get(metric)
  if (measured === undefined) metrics?.set(metric, [value])
  else measured.push(value)
}
