import { mkdirSync } from 'node:fs'
import { app } from 'electron'
import { profilePlace } from './profile-place.ts'

/** Puts the profile (IndexedDB, window size, the single-instance lock) into its folder. Returns one sentence when that cannot be made, null when all is well. */
export function useProfileFolder(): string | null {
  const { TIERDESK_USER_DATA: named, LOCALAPPDATA: local } = process.env
  const folder = profilePlace({ platform: process.platform, named, local })
  if (folder === null) return null
  try {
    // The lock is taken before Chromium makes the folder, and fails without one.
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return `Tierdesk did not start: the folder for its data cannot be made${code}. Name one that you may write to in TIERDESK_USER_DATA.`
  }
  app.setPath('userData', folder)
  return null
}
