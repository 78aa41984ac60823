import { mkdir, writeFile } from 'node:fs/promises'
import { arch, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { deskBench } from './desk/desk-bench.ts'
import { type BenchRow, benchTable } from './statistics.ts'

/** What a bench is told. `data` is a folder with a Zendesk export. */
export interface BenchOptions {
  readonly data: string
  readonly runs: number
}

const benches: ReadonlyMap<string, (options: BenchOptions) => Promise<BenchRow[]>> = new Map([['desk', deskBench]])

const usage = `Usage: npm run bench -- NAME [--data FOLDER] [--runs N]. Benches: ${[...benches.keys()].join(', ')}.`

class Misused extends Error {}

function readArguments(): { name: string; options: BenchOptions } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string', default: '../shared/data/dev' }, runs: { type: 'string', default: '10' } },
  })
  const runs = Number(values.runs)
  const name = positionals[0] ?? ''
  if (!benches.has(name)) throw new Misused(usage)
  if (!Number.isInteger(runs) || runs < 3 || runs > 200) throw new Misused('--runs takes a whole number from 3 to 200.')
  return { name, options: { data: values.data, runs } }
}

async function main(): Promise<void> {
  const { name, options } = readArguments()
  const rows = (await benches.get(name)?.(options)) ?? []
  await mkdir('out/bench', { recursive: true })
  await writeFile(`out/bench/${name}.json`, `${JSON.stringify(rows, null, 2)}\n`)
  const machine = `${cpus().length} cores ${cpus()[0]?.model ?? arch()}, ${Math.round(totalmem() / 2 ** 30)} GiB`
  process.stdout.write(`${benchTable(rows)}\n\nMeasured on ${machine}. Written to out/bench/${name}.json\n`)
}

main().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${sentence}\n`)
  process.exitCode = error instanceof Misused || (error instanceof Error && error.name === 'TypeError') ? 2 : 1
})
