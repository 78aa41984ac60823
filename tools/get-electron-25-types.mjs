import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withPackage } from './npm-package.mjs'
import { CACHE } from './project.mjs'
import { run } from './run.mjs'

const PINNED = {
  name: 'electron@25.1.1',
  sha512: 'WvFUfVsJn6YiP35UxdibYVjU2LceastyMm4SVp2bmb4XvKEvItAIiwxgm7tPC5Syl1243aRCvQLqr84sZ71pyQ==',
}
const TYPES = join(CACHE, 'electron-25-types', 'electron.d.ts')

/** Puts Electron 25's own types where tsconfig.main-25.json looks; the reason where that cannot be, else undefined. */
export async function getElectron25Types() {
  if (existsSync(TYPES)) return undefined
  try {
    await withPackage(PINNED, async (archive, folder) => {
      const { code, output } = await run('tar', ['xzf', archive, '-C', folder, 'package/electron.d.ts'], {
        quiet: true,
      })
      if (code !== 0) throw new Error(`the archive could not be read: ${output.trim()}`)
      mkdirSync(dirname(TYPES), { recursive: true })
      copyFileSync(join(folder, 'package', 'electron.d.ts'), TYPES)
    })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
