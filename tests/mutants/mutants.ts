// Builds each mutant of the desktop and says which story of the Electron suite catches it: `npm run mutants`. Ends with 1 where one lives.
import { rmSync } from 'node:fs'
import { z } from 'zod'
import { electronVersion, findOrFetchElectron } from '#tools/electron-runtime.mjs'
import { getTestElectron } from '#tools/get-test-electron.mjs'
import { ROOT, findProgram, hasDisplay, projectNode } from '#tools/project.mjs'
import { run } from '#tools/run.mjs'
import { ensureDisplay } from '#tools/virtual-display.mjs'
import { mutants } from './all-mutants.ts'
import { mutatedApp } from './mutated-app.ts'

const Spec = z.object({ title: z.string(), ok: z.boolean(), tests: z.array(z.object({ status: z.string() })) })
const Suite = z.object({ specs: z.array(Spec).default([]) })
const Report = z.object({ suites: z.array(Suite), errors: z.array(z.unknown()) })

/** Plays the stories on an app: the title of the first that failed, or null; throws where they were not played. */
async function failedStory(electron: string, app: string, stories: string): Promise<string | null> {
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--project=electron', '--reporter=json', '-x']
  const env = {
    ...process.env,
    TIERDESK_ELECTRON_DIST: electron,
    ELECTRON_OVERRIDE_DIST_PATH: electron,
    TIERDESK_APP: app,
  }
  const words = [projectNode(), ...playwright, stories]
  const [program = '', ...args] = hasDisplay()
    ? words
    : [findProgram('xvfb-run') ?? 'xvfb-run', '--auto-servernum', ...words]
  const { output } = await run(program, args, { env, cwd: ROOT, quiet: true })
  const start = output.indexOf('{\n')
  const report = Report.parse(start === -1 ? null : JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)))
  const specs = report.suites.flatMap((suite) => suite.specs)
  const played = specs.filter(({ tests }) => tests.some(({ status }) => status !== 'skipped'))
  if (played.length === 0) throw new Error(`No story of ${stories} was played.`)
  return played.find(({ ok }) => !ok)?.title ?? null
}

async function electronFolder(): Promise<string> {
  if (!(await ensureDisplay())) throw new Error('There is no display, and no Xvfb to stand in for one.')
  const own = process.env['TIERDESK_ELECTRON_DIST'] ?? (await findOrFetchElectron())
  if (own !== undefined) return own
  const test = await getTestElectron()
  if ('folder' in test) return test.folder
  throw new Error(`No Electron could be fetched: ${test.reason}`)
}

async function play(
  electron: string,
  changes: (typeof mutants)[number]['changes'],
  stories: string,
): Promise<string | null> {
  const app = mutatedApp(ROOT, changes)
  try {
    return await failedStory(electron, app, stories)
  } finally {
    rmSync(app, { recursive: true, force: true })
  }
}

const electron = await electronFolder()
console.log(`Electron ${electronVersion(electron)}`)
let living = 0
for (const stories of new Set(mutants.map((mutant) => mutant.stories))) {
  const failed = await play(electron, [], stories)
  if (failed !== null) throw new Error(`${stories} fails without a mutant, too: ${failed}`)
  console.log(`${stories}: all stories hold without a mutant`)
}
for (const { name, changes, stories } of mutants) {
  const failed = await play(electron, changes, stories)
  if (failed === null) living += 1
  console.log(`${name}: ${failed === null ? 'LIVES' : `caught by "${failed}"`}`)
}
console.log(`${mutants.length - living} of ${mutants.length} mutants caught`)
process.exitCode = living === 0 ? 0 : 1
