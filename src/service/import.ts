import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { allFormats } from './channels/import/formats/all-formats.ts'
import { type ImportRequest, importCommand, defaultReportFile } from './channels/import/import-command.ts'
import { ImportRefused } from './channels/import/import-refused.ts'
import { isOfTheMoment } from './database/pool.ts'
import { StartRefused } from './database/start-refused.ts'

// npm runs scripts in the project's folder, while paths are meant from where the person stands.
const here = process.env['INIT_CWD'] ?? process.cwd()

function requestOf(words: readonly string[]): ImportRequest {
  const command = new Command('npm run import --')
    .description(
      'Imports the export of another help desk into the workspace. It may be run again at any time: what is there already stays.',
    )
    .argument('<folder>', 'the folder that holds the exported files')
    .option(
      '--from <format>',
      `the system that the export comes from: ${[...allFormats.keys()].join(', ')}; else told by its files`,
    )
    .option('--dry-run', 'read and check everything, write nothing', false)
    .option('--report <file>', 'where to write the whole report (default: out/import-report.json)')
    .option('--publish-articles', 'put articles in force as they are there, instead of keeping them as drafts', false)
    .option('--give-to <login...>', 'give the imported queues to who signs in with this login')
    .exitOverride()
    .parse(words, { from: 'user' })
  const options = command.opts<{
    from?: string
    dryRun: boolean
    publishArticles: boolean
    report?: string
    giveTo?: string[]
  }>()
  const folder = resolve(here, command.args[0] ?? '')
  return {
    from: options.from ?? null,
    folder,
    isDry: options.dryRun,
    isPublishing: options.publishArticles,
    reportFile: options.report === undefined ? defaultReportFile : resolve(here, options.report),
    giveTo: options.giveTo ?? [],
  }
}

/** The exit code: 0 finished or stopped in order, 1 with a sentence that says why not. */
async function run(): Promise<number> {
  let isStopped = false
  process.once('SIGINT', () => {
    isStopped = true
    process.stderr.write('\nStopping after what is being written. Press Ctrl+C again to end at once.\n')
  })
  try {
    const request = requestOf(process.argv.slice(2))
    await importCommand(request, { environment: process.env, out: process.stdout, isStopped: () => isStopped })
    return 0
  } catch (error) {
    // Commander has said already what is wrong with the words, or has shown its help.
    if (error instanceof CommanderError) return error.exitCode
    process.stderr.write(`${sentenceFor(error)}\n`)
    return 1
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof ImportRefused || error instanceof StartRefused) return error.message
  const reason = error instanceof Error ? error.message : String(error)
  return isOfTheMoment(error)
    ? `The import broke off (${reason}). What was imported so far is kept: run the same command again to continue.`
    : `The import failed: ${reason}. Report this line; what was imported so far is kept.`
}

process.exitCode = await run()
