import { app } from 'electron'
import { linkScheme } from '#shared/desk-link.ts'

/**
 * Has Windows give links into the desk to this program. On macOS and Linux what was installed says so itself, and so does the MSI; the other
 * installer for Windows does not.
 */
export function claimLinks(): void {
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(linkScheme)
}
