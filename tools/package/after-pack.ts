import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { flipEveryFuse } from './fuses.ts'
import { product } from './product.ts'

/** The program of a packed folder, by the name that each system gives it. */
export function packedProgram(folder: string, platform: string): string {
  if (platform === 'darwin') return join(folder, `${product.name}.app`)
  return join(folder, platform === 'win32' ? `${product.name}.exe` : product.program)
}

/** electron-builder calls this when a folder is packed and not yet signed: a fuse set later would break the signature. */
export async function afterPack({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> {
  const program = packedProgram(appOutDir, electronPlatformName)
  if (!existsSync(program)) throw new Error(`No program is at ${program}, so its fuses cannot be set.`)
  // Electron's own example of an app: nothing but ours is to be started by this program.
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
  await flipEveryFuse(program)
}
