import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { app } from 'electron'

/** Puts the profile (IndexedDB, window size, the single-instance lock) where TIERDESK_USER_DATA says. Throws when that cannot be made. */
export function useProfileFolder(setting: string | undefined): void {
  if (setting === undefined || setting === '') return
  const folder = resolve(setting)
  // The lock is taken before Chromium makes the folder, and fails without one.
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}
