import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'

/** Asks before the window is left with something that is not on disk yet. Electron itself would keep the window open without a word. */
export function askToLeave(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const leave = 1
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: 'Tierdesk',
      message: 'Something you did is neither sent nor on this computer’s disk yet.',
      detail: 'If you leave now, it is lost. Stay, free some space on the disk or wait for the connection, then leave.',
      buttons: ['Stay', 'Leave and lose it'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (answer === leave) event.preventDefault()
  })
}
