import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './all-mutants.ts'

/**
 * Copies the built desktop to a folder of its own and changes it as a mutant says. Throws where a text of the mutant does not stand there
 * once: a mutant that changes nothing would be one that nobody catches, or seem to be caught.
 */
export function mutatedApp(root: string, changes: Mutant['changes']): string {
  const app = mkdtempSync(join(tmpdir(), 'tierdesk-mutant-'))
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'resources/icons']) {
    cpSync(join(root, part), join(app, part), { recursive: true })
  }
  const files = ['out/main', 'out/preload'].flatMap((folder) =>
    readdirSync(join(app, folder)).map((name) => join(app, folder, name)),
  )
  for (const { from, to } of changes) {
    const found = files.filter((file) => readFileSync(file, 'utf8').includes(from))
    const [file, ...others] = found
    const text = file === undefined ? '' : readFileSync(file, 'utf8')
    if (file === undefined || others.length > 0 || text.split(from).length !== 2) {
      throw new TypeError(`"${from}" does not stand once in the built desktop: write the mutant anew.`)
    }
    writeFileSync(
      file,
      text.replace(from, () => to),
    )
  }
  return app
}
