import { resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { allMacroFormats } from './channels/export/all-macro-formats.ts'
import { type ExportRequest, exportMacrosCommand } from './channels/export/export-command.ts'
import { ImportRefused } from './channels/import/import-refused.ts'
import { StartRefused } from './database/start-refused.ts'

// npm runs scripts in the project's folder, while paths are meant from where the person stands.
const here = process.env['INIT_CWD'] ?? process.cwd()

function requestOf(words: readonly string[]): ExportRequest {
  const command = new Command('npm run export-macros --')
    .description('Writes the macros of the workspace as the files that another help desk takes.')
    .argument('<folder>', 'the folder to write the files to')
    .requiredOption('--to <system>', `the system that they are for: ${[...allMacroFormats.keys()].join(', ')}`)
    .exitOverride()
    .parse(words, { from: 'user' })
  return { to: command.opts<{ to: string }>().to, folder: resolve(here, command.args[0] ?? '') }
}

/** The exit code: 0 written, 1 with a sentence that says why not. */
async function run(): Promise<number> {
  try {
    await exportMacrosCommand(requestOf(process.argv.slice(2)), { environment: process.env, out: process.stdout })
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
  return `The export failed: ${error instanceof Error ? error.message : String(error)}. Report this line.`
}

process.exitCode = await run()
