import { cpSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuiltMutant, Change, SourceMutant } from './all-mutants.ts'

/**
 * Copies the built desktop to a folder of its own and changes it as a mutant says. Throws where a text of the mutant does not stand there
 * once: a mutant that changes nothing would be one that nobody catches, or seem to be caught.
 */
export function mutatedApp(root: string, changes: BuiltMutant['changes']): string {
  const app = copied(root, ['package.json', 'out/main', 'out/preload', 'out/renderer', 'resources/icons'])
  const files = ['out/main', 'out/preload'].flatMap((folder) =>
    readdirSync(join(app, folder)).map((name) => join(app, folder, name)),
  )
  for (const change of changes) {
    const found = files.filter((file) => readFileSync(file, 'utf8').includes(change.from))
    const [file, ...others] = found
    if (file === undefined || others.length > 0) throw notOnce(change, 'the built desktop')
    replaceOnce(file, change)
  }
  return app
}

/** Copies the sources to a folder of their own, where their tests run on the same packages, and changes one file as a mutant says; null: nothing. */
export function mutatedSources(root: string, mutant: SourceMutant | null): string {
  const configured = readdirSync(root).filter((name) => /^(package|tsconfig.*)\.json$|\.config\.ts$/.test(name))
  const folder = copied(root, ['src', 'tools', 'tests/main', 'tests/tools', 'resources', 'docs', ...configured])
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  if (mutant !== null) for (const change of mutant.changes) replaceOnce(join(folder, mutant.file), change)
  return folder
}

function copied(root: string, parts: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-mutant-'))
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  return folder
}

function replaceOnce(file: string, change: Change): void {
  const text = readFileSync(file, 'utf8')
  if (text.split(change.from).length !== 2) throw notOnce(change, file)
  writeFileSync(
    file,
    text.replace(change.from, () => change.to),
  )
}

const notOnce = ({ from }: Change, where: string): TypeError =>
  new TypeError(`"${from}" does not stand once in ${where}: write the mutant anew.`)
