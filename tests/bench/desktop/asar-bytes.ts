import { globSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createPackageFromFiles } from '@electron/asar'
import { packedFiles, unpackedFiles } from '../../../tools/package/builder-configuration.ts'
import { ROOT } from '../../../tools/project.mjs'

/** How many bytes the built app has as the archive that an installer brings: the files that the packager packs. `scratch`: a folder for it. */
export async function asarBytes(scratch: string): Promise<number> {
  const files = globSync(packedFiles, { cwd: ROOT, exclude: unpackedFiles })
    .map((path) => join(ROOT, path))
    .filter((path) => statSync(path).isFile())
  const archive = join(scratch, 'app.asar')
  await createPackageFromFiles(ROOT, archive, files)
  return (await stat(archive)).size
}
