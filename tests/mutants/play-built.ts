import { rmSync } from 'node:fs'
import { z } from 'zod'
import { electronVersion } from '#tools/electron-runtime.mjs'
import { ROOT, findProgram, hasDisplay, projectNode } from '#tools/project.mjs'
import { run } from '#tools/run.mjs'
import { ensureDisplay } from '#tools/virtual-display.mjs'
import { electronFolder } from '../electron-folder.ts'
import { type Change, type Judged, builtMutants } from './all-mutants.ts'
import { mutatedApp } from './mutated-app.ts'

const Spec = z.object({ title: z.string(), ok: z.boolean(), tests: z.array(z.object({ status: z.string() })) })
const Suite = z.object({ specs: z.array(Spec).default([]) })
const Report = z.object({ suites: z.array(Suite), errors: z.array(z.unknown()) })

/** Of a story that waits for what a mutant took away, in milliseconds: far more than any of them takes without one. */
const patience = 60_000

/** Plays for each mutant of the built desktop the story that must see it, in Electron. Throws where that story fails without one. */
export async function playBuiltMutants(tell: (judged: Judged) => void): Promise<void> {
  if (!(await ensureDisplay())) throw new Error('There is no display, and no Xvfb to stand in for one.')
  const electron = await electronFolder()
  console.log(`Electron ${electronVersion(electron)}`)
  for (const stories of new Set(builtMutants.map((mutant) => mutant.stories))) {
    const titles = new Set(builtMutants.filter((mutant) => mutant.stories === stories).map(({ story }) => story))
    const passed = await play({ electron, stories, titles, changes: [] })
    for (const title of titles)
      if (passed.get(title) !== true) throw new Error(`"${title}" of ${stories} fails without a mutant, too.`)
    console.log(`${stories}: what has to notice passes without a mutant`)
  }
  for (const { name, changes, stories, story } of builtMutants) {
    const passed = await play({ electron, stories, titles: new Set([story]), changes })
    if (!passed.has(story)) throw new Error(`"${story}" of ${stories} was not played.`)
    tell({ name, by: story, isCaught: passed.get(story) === false })
  }
}

interface Play {
  readonly electron: string
  readonly stories: string
  readonly titles: ReadonlySet<string>
  readonly changes: readonly Change[]
}

/** Plays stories of one file on the built desktop with these changes: which of them passed, by title. */
async function play({ electron, stories, titles, changes }: Play): Promise<ReadonlyMap<string, boolean>> {
  const app = mutatedApp(ROOT, changes)
  try {
    const env = {
      ...process.env,
      TIERDESK_ELECTRON_DIST: electron,
      ELECTRON_OVERRIDE_DIST_PATH: electron,
      TIERDESK_APP: app,
    }
    const wanted = [...titles].map((title) => title.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|')
    const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--project=electron', '--reporter=json']
    const words = [projectNode(), ...playwright, `--timeout=${patience}`, `--grep=${wanted}`, stories]
    const [program = '', ...args] = hasDisplay()
      ? words
      : [findProgram('xvfb-run') ?? 'xvfb-run', '--auto-servernum', ...words]
    const { output } = await run(program, args, { env, cwd: ROOT, quiet: true })
    const start = output.indexOf('{\n')
    const report = Report.parse(start === -1 ? null : JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)))
    const specs = report.suites.flatMap((suite) => suite.specs)
    const played = specs.filter(({ tests }) => tests.some(({ status }) => status !== 'skipped'))
    return new Map(played.map(({ title, ok }) => [title, ok]))
  } finally {
    rmSync(app, { recursive: true, force: true })
  }
}
