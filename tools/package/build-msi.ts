import { mkdtempSync, readdirSync, rmSync, writeFileSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../project.mjs'
import { run } from '../run.mjs'
import { msiSource } from './msi-source.ts'

const iconName = 'program.ico'

/** Makes the MSI of a packed folder by wixl. Resolves to why it failed, or null. */
export async function buildMsi(packed: string, version: string, output: string): Promise<string | null> {
  const files = filesUnder(packed)
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-msi-'))
  // wixl finds what it packs from the folder it runs in, and breaks on absolute paths: the icon is laid beside for that time.
  const icon = join(packed, iconName)
  try {
    const source = join(folder, 'app.wxs')
    writeFileSync(source, msiSource({ version, files, icon: iconName }))
    copyFileSync(join(ROOT, 'resources', 'icons', 'icon.ico'), icon)
    const { code, output: said } = await run('wixl', ['-a', 'x64', '-o', output, source], { cwd: packed, quiet: true })
    return code === 0 ? null : `wixl: ${said.trim().split('\n').at(-1) ?? `code ${code}`}`
  } finally {
    rmSync(icon, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The files below a folder, by their paths from it with slashes, in one order on every machine. */
function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}
