import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runNpm } from './run.mjs'

const DOWNLOAD_WITHIN_MS = 300_000

/**
 * Downloads one pinned package from the registry, checks its content, and hands the archive to `unpack` in a folder that is removed
 * afterwards. Throws an Error with a reason where it cannot be had or is not what was pinned.
 * @param {{ name: string, sha512: string }} pinned
 * @param {(archive: string, folder: string) => Promise<void>} unpack
 */
export async function withPackage({ name, sha512 }, unpack) {
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-package-'))
  try {
    const { code } = await runNpm(['pack', name, '--silent', '--pack-destination', folder], {
      quiet: true,
      timeoutMs: DOWNLOAD_WITHIN_MS,
    })
    const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
    if (code !== 0 || file === undefined) throw new Error(`${name} could not be downloaded`)
    const archive = join(folder, file)
    const found = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (found !== sha512) throw new Error(`${name} is not the package that was pinned`)
    await unpack(archive, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
