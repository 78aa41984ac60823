import { join } from 'node:path'
import { app, Menu, nativeImage, Tray } from 'electron'
import type { NativeImage } from 'electron'
import { outsideWords } from '#shared/notices.ts'
import { logLine } from './log-line.ts'
import { type TrayActions, type TrayState, trayTemplate, trayTip } from './tray-template.ts'
import { describeError } from './unexpected-errors.ts'

/** The icon of Tierdesk beside the clock. */
export interface DeskTray {
  /** Changes what it shows; what is not named stays. */
  readonly show: (changed: Partial<TrayState>) => void
}

/** Puts the icon up. Where the system has no place for it, nothing is missing but the icon. */
export function openTray(actions: TrayActions): DeskTray {
  let state: TrayState = { words: outsideWords, count: 0, standing: 'signed-out' }
  const tray = makeTray()
  const draw = (): void => {
    if (tray === null || tray.isDestroyed()) return
    tray.setToolTip(trayTip(state))
    tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(state, actions)))
    // The menu bar of a Mac has room for a number beside it.
    if (process.platform === 'darwin') tray.setTitle(state.count === 0 ? '' : String(state.count))
  }
  tray?.on('click', actions.open)
  draw()
  return {
    show: (changed) => {
      state = { ...state, ...changed }
      draw()
    },
  }
}

function makeTray(): Tray | null {
  try {
    return new Tray(trayIcon())
  } catch (error) {
    logLine(`There is no icon in the tray: ${describeError(error)}`)
    return null
  }
}

function trayIcon(): NativeImage {
  const icon = nativeImage.createFromPath(join(app.getAppPath(), 'resources/icons/icon.png'))
  const side = process.platform === 'linux' ? 24 : 16
  const scaled = icon.resize({ width: side, height: side, quality: 'best' })
  // Sharp on screens with twice the dots.
  const twice = icon.resize({ width: 2 * side, height: 2 * side, quality: 'best' })
  scaled.addRepresentation({ scaleFactor: 2, dataURL: twice.toDataURL() })
  return scaled
}
