import type { BrowserWindow } from 'electron'

/** Closes the window as its person would; false where they are asked (ask-to-leave.ts) and stay. `closed` runs just before Tierdesk ends with it. */
export function leaveWindow(window: BrowserWindow | null, closed: () => void): Promise<boolean> {
  if (window === null || window.isDestroyed()) return Promise.resolve(false)
  return new Promise((resolve) => {
    const gone = (): void => {
      closed()
      resolve(true)
    }
    window.once('closed', gone)
    window.webContents.once('will-prevent-unload', (event) => {
      // Whoever leaves all the same says so by preventing that it is prevented.
      setImmediate(() => {
        if (event.defaultPrevented) return
        window.removeListener('closed', gone)
        resolve(false)
      })
    })
    window.close()
  })
}
