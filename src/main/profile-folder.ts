import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { app } from 'electron'

/**
 * Puts the profile (IndexedDB, window size, the single-instance lock) where TIERDESK_USER_DATA says; unset leaves it at the
 * system's place. Returns one sentence when that folder cannot be made, null when all is well.
 */
export function useProfileFolder(setting: string | undefined): string | null {
  if (setting === undefined || setting === '') return null
  const folder = resolve(setting)
  try {
    // The lock is taken before Chromium makes the folder, and fails without one.
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return `Tierdesk did not start: the folder named by TIERDESK_USER_DATA cannot be made${code}. Name a folder you may write to.`
  }
  app.setPath('userData', folder)
  return null
}
