// Makes each mutant of the desktop and says whether the test that is named for it notices: `npm run mutants [-- --only sources|built]`. Ends with 1
// where one lives.
import { parseArgs } from 'node:util'
import type { Judged } from './all-mutants.ts'
import { playBuiltMutants } from './play-built.ts'
import { playSourceMutants } from './play-sources.ts'

const { values } = parseArgs({ options: { only: { type: 'string' } } })
if (values.only !== undefined && values.only !== 'sources' && values.only !== 'built')
  throw new TypeError('--only takes sources or built.')

const judged: Judged[] = []
const tell = (one: Judged): void => {
  judged.push(one)
  console.log(`${one.name}: ${one.isCaught ? 'caught by' : 'LIVES, not seen by'} "${one.by}"`)
}
if (values.only !== 'built') await playSourceMutants(tell)
if (values.only !== 'sources') await playBuiltMutants(tell)
const living = judged.filter(({ isCaught }) => !isCaught).length
console.log(`${judged.length - living} of ${judged.length} mutants caught`)
process.exitCode = living === 0 ? 0 : 1
