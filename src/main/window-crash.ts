import type { BrowserWindow } from 'electron'
import { logLine } from './log-line.ts'
import { createRateLimit } from './rate-limit.ts'
import { isEndedOnPurpose } from './renew-window.ts'

/** Reloads the window when its process dies (work is in the outbox, so nothing is lost); gives up when it dies again and again. */
export function recoverFromCrash(
  window: BrowserWindow,
  { crashed, giveUp }: { readonly crashed: () => void; readonly giveUp: (sentence: string) => void },
): void {
  const mayReload = createRateLimit(3, 60_000, Date.now)
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed() || isEndedOnPurpose(window.webContents)) return
    crashed()
    logLine(`The window stopped: ${details.reason}, exit code ${details.exitCode}.`)
    if (mayReload()) return window.webContents.reload()
    giveUp(
      'Tierdesk closed because its window stopped four times in a minute. Start it again; unsent work is kept on this computer.',
    )
  })
  window.on('unresponsive', () => logLine('The window does not respond.'))
  window.on('responsive', () => logLine('The window responds again.'))
}
