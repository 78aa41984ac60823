// Runs dependency-cruiser and refuses an empty success: where it cannot read TypeScript it sees no modules and finds no fault.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectNode, ROOT } from './project.mjs'
import { run } from './run.mjs'

// A floor, not a target: the first complete spine had well over a hundred modules.
const MINIMUM_MODULES = 40

/**
 * @typedef {{ source: string }} Module
 * @typedef {{ from: string, to: string, comment?: string, rule: { name: string }, cycle?: { name: string }[] }} Violation
 * @typedef {{ modules: Module[], summary: { violations: Violation[] } }} Cruise
 */

/** The lines to print for a cruise, and whether the boundaries hold. @param {Cruise} cruise */
export function judge({ modules, summary }) {
  const own = modules.filter(({ source }) => source.startsWith('src/')).length
  const faults = summary.violations.map(({ rule, from, to, comment, cycle }) => {
    const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ')
    return `${rule.name}: ${from} -> ${way}${comment === undefined ? '' : `\n  ${comment}`}`
  })
  if (own < MINIMUM_MODULES)
    faults.push(`only ${own} modules of src were read, at least ${MINIMUM_MODULES} are expected`)
  return { lines: [...faults, `boundaries: ${own} modules, ${faults.length} faults`], holds: faults.length === 0 }
}

async function check() {
  const cruiser = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const { output } = await run(projectNode(), [cruiser, 'src', '--output-type', 'json'], { quiet: true })
  if (!output.startsWith('{')) {
    console.error(`${output}\ndependency-cruiser did not run. Its message is above.`)
    return 1
  }
  const { lines, holds } = judge(JSON.parse(output))
  console.log(lines.join('\n'))
  return holds ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await check()
