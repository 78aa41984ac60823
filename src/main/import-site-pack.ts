import { copyFile, mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type BrowserWindow, app, dialog } from 'electron'
import type { CallOutput } from '#shared/desktop-bridge.ts'
import { sitePackFile } from '#shared/policy/site-pack.ts'
import { readSitePack } from './site-pack-file.ts'

/** Where site packs are looked for: beside the program, which IT can write, then in the profile. */
export function sitePackFolders(): readonly string[] {
  const program = process.env['APPIMAGE'] ?? app.getPath('exe')
  // On a Mac the program lies three folders deep in what is seen as one.
  const beside = process.platform === 'darwin' ? join(dirname(program), '../../..') : dirname(program)
  return [beside, app.getPath('userData')]
}

/** Asks for a site pack and keeps it in the profile, where the next start finds it. Rejects where the disk refuses it. */
export async function importSitePack(
  window: BrowserWindow | null,
  trustedKeys: readonly string[],
): Promise<CallOutput<'site-pack.import'>> {
  if (window === null) return { site: null, refused: null }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'Tierdesk', extensions: ['sitepack'] }],
  })
  const [path] = filePaths
  if (canceled || path === undefined) return { site: null, refused: null }
  const pack = await readSitePack(path, trustedKeys)
  if (pack === null || 'refused' in pack) {
    return { site: null, refused: `${basename(path)} ${pack?.refused ?? 'is not there any more.'}` }
  }
  const kept = join(app.getPath('userData'), sitePackFile)
  await mkdir(dirname(kept), { recursive: true })
  await copyFile(path, `${kept}.next`)
  await rename(`${kept}.next`, kept)
  return { site: pack.payload.site, refused: null }
}
