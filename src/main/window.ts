import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { logLine } from './log-line.ts'
import { backgroundColor, followTheme } from './theme.ts'
import { describeError } from './unexpected-errors.ts'
import { loadPlacement, rememberPlacement } from './window-placement-file.ts'
import { isReachable, openingPlacement, smallestWindow } from './window-placement.ts'
import type { Rectangle } from './window-placement.ts'
import { workspacePage } from './workspace-origin.ts'

/** How the window is opened. */
interface WindowOptions {
  /** Not in pictures of the screen. */
  readonly isKeptFromCapture: boolean
  /** Whether spelling may be checked: by our own dictionaries alone (spelling.ts). */
  readonly isSpelt: boolean
}

/** Opens the one window, where it was last time, and shows it when it has something to show. */
export function openWindow({ isKeptFromCapture, isSpelt }: WindowOptions): BrowserWindow {
  const placement = loadPlacement()
  const { isMaximized, ...bounds } = openingPlacement(placement, workAreas())
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Tierdesk',
    backgroundColor: backgroundColor(),
    autoHideMenuBar: true,
    ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'resources/icons/icon.png') } : {}),
    webPreferences: webPreferences(isSpelt),
  })
  if (isKeptFromCapture) window.setContentProtection(true)
  if (isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  // Chromium keeps it too, a while after it was chosen: a desk that ends before that would have the one before.
  window.webContents.once('did-navigate', () => {
    if (placement?.zoomLevel !== undefined) window.webContents.setZoomLevel(placement.zoomLevel)
  })
  rememberPlacement(window)
  keepReachable(window)
  followTheme(window)
  window.loadURL(workspacePage).catch((error: unknown) => logLine(`The page did not load: ${describeError(error)}`))
  return window
}

/** Brings the window to the front, wherever it was. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** What every screen has room for, the main one first. */
function workAreas(): Rectangle[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}

/** Brings the window back when the monitor that it was on is unplugged. Some systems do so themselves, and then nothing is left to do. */
function keepReachable(window: BrowserWindow): void {
  const bringBack = (): void => {
    const areas = workAreas()
    const bounds = window.getNormalBounds()
    if (areas.some((area) => isReachable(bounds, area))) return
    const { width, height } = openingPlacement({ ...bounds, isMaximized: false }, areas)
    window.setBounds({ width, height })
    window.center()
  }
  screen.on('display-removed', bringBack)
  window.once('closed', () => screen.off('display-removed', bringBack))
}

function webPreferences(isSpelt: boolean): Electron.WebPreferences {
  return {
    preload: join(app.getAppPath(), 'out/preload/index.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    devTools: !app.isPackaged,
    // Clocks and sync go on while the window is behind another one.
    backgroundThrottling: false,
    spellcheck: isSpelt,
  }
}
