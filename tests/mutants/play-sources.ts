import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT, projectNode } from '#tools/project.mjs'
import { run } from '#tools/run.mjs'
import { type Judged, type SourceMutant, sourceMutants } from './all-mutants.ts'
import { mutatedSources } from './mutated-app.ts'

const Result = z.object({ title: z.string(), status: z.string() })
const Report = z.object({ testResults: z.array(z.object({ assertionResults: z.array(Result), message: z.string() })) })

/** Runs for each mutant of the sources the unit test that must see it, on a copy that has it. Throws where that test fails without one. */
export async function playSourceMutants(tell: (judged: Judged) => void): Promise<void> {
  for (const tests of new Set(sourceMutants.map((mutant) => mutant.tests))) {
    const passed = await play(tests, null)
    for (const { test, name } of sourceMutants.filter((mutant) => mutant.tests === tests)) {
      if (passed.get(test) !== true) throw new Error(`"${test}" of ${tests} does not pass without "${name}".`)
    }
    console.log(`${tests}: what has to notice passes without a mutant`)
  }
  for (const mutant of sourceMutants) {
    const passed = await play(mutant.tests, mutant)
    tell({ name: mutant.name, by: mutant.test, isCaught: passed.get(mutant.test) === false })
  }
}

/** Which tests of a file pass, by their titles. Throws where none ran: what does not even load proves nothing. */
async function play(tests: string, mutant: SourceMutant | null): Promise<ReadonlyMap<string, boolean>> {
  const folder = mutatedSources(ROOT, mutant)
  try {
    const file = join(folder, 'report.json')
    const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter=json']
    const { output } = await run(projectNode(), [...words, `--outputFile=${file}`, tests], { cwd: folder, quiet: true })
    if (!existsSync(file)) throw new Error(`${tests} was not run: ${output}`)
    const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
    if (results.length === 0) throw new Error(`No test of ${tests} ran: ${report.testResults[0]?.message ?? ''}`)
    return new Map(results.map(({ title, status }) => [title, status === 'passed']))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
