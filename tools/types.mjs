// Type-checks every zone with what it may know: shared without browser and Node, main against both Electrons it has to run on.
import { join } from 'node:path'
import { getElectron25Types } from './get-electron-25-types.mjs'
import { projectNode, ROOT } from './project.mjs'
import { run } from './run.mjs'

const ZONES = ['shared', 'service', 'main', 'renderer', 'tests', 'tools']

/** @param {string} zone @returns {Promise<boolean>} */
async function holds(zone) {
  const tsc = join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
  const { code } = await run(projectNode(), [tsc, '-p', `tsconfig.${zone}.json`])
  if (code !== 0) console.log(`types: ${zone} does not hold`)
  return code === 0
}

const missing = await getElectron25Types()
if (missing !== undefined) console.log(`types: main was not checked against Electron 25 (${missing})`)
const failed = []
for (const zone of missing === undefined ? [...ZONES, 'main-25'] : ZONES) {
  if (!(await holds(zone))) failed.push(zone)
}
console.log(failed.length === 0 ? 'types: all zones hold' : `types: ${failed.length} zones do not hold`)
process.exitCode = failed.length === 0 ? 0 : 1
