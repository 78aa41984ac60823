import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { BenchOptions } from './bench-options.ts'
import { deskBench } from './desk/desk-bench.ts'
import { desktopBench } from './desktop/desktop-bench.ts'
import { PeersMissing } from './peers.ts'
import { targetTable, writePerformance } from './report/performance-document.ts'
import { judge } from './report/targets.ts'
import { type BenchRow, benchTable } from './statistics.ts'
import { searchBench } from './search/search-bench.ts'
import { serviceBench } from './service/service-bench.ts'
import { storeBench } from './store/store-bench.ts'
import { threadBench } from './thread/thread-bench.ts'

const benches: ReadonlyMap<string, (options: BenchOptions) => Promise<BenchRow[]>> = new Map([
  ['store', storeBench],
  ['service', serviceBench],
  ['desk', deskBench],
  ['desktop', desktopBench],
  ['thread', threadBench],
  ['search', searchBench],
])

const usage = `Usage: npm run bench [-- NAME] [--runs N] [--only SUBJECT,...] [--data FOLDER] [--quick]. Benches: ${[...benches.keys()].join(', ')}; without a name all of them.`

class Misused extends Error {}

function readArguments(): { names: readonly string[]; options: BenchOptions } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', default: '../shared/data/dev' },
      runs: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  })
  const runs = values.runs === undefined ? null : Number(values.runs)
  if (positionals.some((name) => !benches.has(name))) throw new Misused(usage)
  if (runs !== null && (!Number.isInteger(runs) || runs < 1 || runs > 200))
    throw new Misused('--runs takes a whole number from 1 to 200.')
  const only = values.only === undefined ? null : new Set(values.only.split(','))
  const names = positionals.length === 0 ? [...benches.keys()] : positionals
  return { names, options: { data: values.data, runs, only, isQuick: values.quick } }
}

async function runBench(name: string, options: BenchOptions): Promise<void> {
  process.stdout.write(`Bench ${name}\n`)
  const begun = performance.now()
  const rows = (await benches.get(name)?.(options)) ?? []
  if (rows.length === 0) throw new Misused(`Nothing of ${name} was measured: --only names none of its subjects.`)
  await mkdir('out/bench', { recursive: true })
  await writeFile(`out/bench/${name}.json`, `${JSON.stringify(rows, null, 2)}\n`)
  process.stdout.write(
    `${benchTable(rows)}\n\n${targetTable(judge(name, rows))}\n\nWritten to out/bench/${name}.json\n`,
  )
  // What was cut short or only half measured is for whoever runs it, not for the document.
  if (options.isQuick || options.only !== null) return
  await writePerformance(name, rows, performance.now() - begun)
  process.stdout.write('Written to docs/performance.md\n')
}

async function main(): Promise<void> {
  const { names, options } = readArguments()
  for (const name of names) await runBench(name, options)
}

/** 2: called wrongly. 3: the peers are not here and cannot be had. 1: anything else. */
function exitCodeOf(error: unknown): number {
  if (error instanceof PeersMissing) return 3
  return error instanceof Misused || (error instanceof Error && error.name === 'TypeError') ? 2 : 1
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = exitCodeOf(error)
})
