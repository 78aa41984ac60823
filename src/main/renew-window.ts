import type { BrowserWindow, WebContents } from 'electron'
import { endProcess } from './end-process.ts'
import { workspacePage } from './workspace-origin.ts'

/** Without anything in it, and of another site than ours: Chromium never shows both in one process. */
const emptyPage = 'data:text/html,<title>Tierdesk</title>'
/** How long the process of the page that is gone may take to end by itself, in milliseconds. */
const patienceMs = 1000

/** Whose process is ended on purpose at this moment. */
const endedOnPurpose = new WeakSet<WebContents>()

/** Whether the process of a window is gone because it was meant to go: no crash, and nothing to come back from. */
export const isEndedOnPurpose = (contents: WebContents): boolean => endedOnPurpose.has(contents)

const underWay = new WeakMap<BrowserWindow, Promise<void>>()

/**
 * Shows the window's page anew in a new process, with the old one gone, and with it whatever it still had in memory: a page that is only
 * loaded anew stays in the process that it was in. The window itself stays as it is; who asks while it is under way waits along. Rejects
 * where its person stays on the page, or the system does not let the process end.
 */
export function renewWindow(window: BrowserWindow | null): Promise<void> {
  if (window === null || window.isDestroyed()) return Promise.resolve()
  const renewing = underWay.get(window) ?? renew(window).finally(() => underWay.delete(window))
  underWay.set(window, renewing)
  return renewing
}

async function renew(window: BrowserWindow): Promise<void> {
  const { webContents } = window
  const old = webContents.getOSProcessId()
  await webContents.loadURL(emptyPage)
  try {
    if (webContents.getOSProcessId() === old) await endShown(webContents, old)
    else await endProcess(old, patienceMs)
  } finally {
    if (!window.isDestroyed()) await showAnew(webContents)
  }
}

/**
 * Only Chromium without its isolation of sites, which a switch takes away, has the empty page in the same process. It is killed and not
 * crashed: a crash may leave its memory on the disk.
 */
async function endShown(contents: WebContents, pid: number): Promise<void> {
  const isGone = new Promise<void>((resolve) => {
    contents.once('render-process-gone', () => {
      endedOnPurpose.delete(contents)
      // Chromium still takes it down while it tells so: another page that is loaded in this moment can end the whole program.
      setImmediate(resolve)
    })
  })
  endedOnPurpose.add(contents)
  await endProcess(pid, 0)
  await isGone
}

/** As newer versions of Electron name it, and older ones. */
interface History {
  readonly navigationHistory?: { clear(): void }
  clearHistory(): void
}

async function showAnew(contents: WebContents): Promise<void> {
  // On disk by now, and not only where the next page reads it: places and texts that the lock has kept.
  contents.session.flushStorageData()
  await contents.loadURL(workspacePage)
  // The button of a mouse that goes back would lead to the empty page.
  const history: History = contents
  if (history.navigationHistory === undefined) history.clearHistory()
  else history.navigationHistory.clear()
}
