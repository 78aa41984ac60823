import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { BrowserWindow } from 'electron'
import { logLine } from './log-line.ts'
import { describeError } from './unexpected-errors.ts'
import { readPlacement } from './window-placement.ts'
import type { WindowPlacement } from './window-placement.ts'

const file = (): string => join(app.getPath('userData'), 'window.json')

/** The placement saved last time; null on the first start. */
export function loadPlacement(): WindowPlacement | null {
  try {
    return readPlacement(readFileSync(file(), 'utf8'))
  } catch (error) {
    const isFirstStart = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isFirstStart) logLine(`The window's size could not be read: ${describeError(error)}`)
    return null
  }
}

/** Saves where the window is, each time it closes. */
export function rememberPlacement(window: BrowserWindow): void {
  window.on('close', () => {
    const placement: WindowPlacement = {
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    }
    try {
      // Written at once: after `close` the app may be gone before a promise settles.
      writeFileSync(file(), JSON.stringify(placement))
    } catch (error) {
      logLine(`The window's size could not be saved: ${describeError(error)}`)
    }
  })
}
