import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserWindow, app, dialog } from 'electron'
import { safeFileName } from './safe-file-name.ts'

/** Asks where a file is to lie and writes it there. Rejects where the disk refuses it. */
export async function saveFile(
  window: BrowserWindow | null,
  name: string,
  bytes: Uint8Array,
): Promise<{ isSaved: boolean }> {
  if (window === null) return { isSaved: false }
  const defaultPath = join(app.getPath('downloads'), safeFileName(name))
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  if (canceled || filePath === undefined || filePath === '') return { isSaved: false }
  // Never with the right to be run.
  await writeFile(filePath, bytes, { mode: 0o600 })
  return { isSaved: true }
}
