import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { menuWords } from '#shared/menu-words.ts'
import { declareAppScheme, serveAppScheme } from './app-scheme.ts'
import { askToLeave } from './ask-to-leave.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { sendEvent } from './desktop-events.ts'
import { answerDesktopCalls } from './desktop-handlers.ts'
import { giveUp } from './give-up.ts'
import { menuFor } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { guardPermissions } from './permissions.ts'
import { watchPower } from './power.ts'
import { useProfileFolder } from './profile-folder.ts'
import { serviceAddress } from './service-address.ts'
import { claimSingleInstance } from './single-instance.ts'
import { describeError, logUnexpectedErrors } from './unexpected-errors.ts'
import { recoverFromCrash } from './window-crash.ts'
import { focusWindow, openWindow } from './window.ts'

let ourWindow: BrowserWindow | null = null

async function startDesktop(): Promise<void> {
  const noProfile = useProfileFolder(process.env['TIERDESK_USER_DATA'])
  if (noProfile !== null) return giveUp(noProfile)
  const address = serviceAddress(process.env['TIERDESK_SERVICE_URL'])
  if ('refused' in address) return giveUp(address.refused)
  const folder = join(app.getAppPath(), 'out/renderer')
  if (!existsSync(join(folder, 'index.html'))) {
    return giveUp(
      'Tierdesk did not start: its window is not built. Run `npm start`, which builds it, or install Tierdesk again.',
    )
  }
  if (!claimSingleInstance(() => withWindow(focusWindow))) return app.exit(0)
  // Both at once kill every process of Chromium. --no-sandbox is how a machine without a kernel sandbox says so (root in a container).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareAppScheme()
  guardNavigation()
  app.on('window-all-closed', () => app.quit())
  await app.whenReady()
  guardPermissions(session.defaultSession)
  serveAppScheme({ folder, policy: contentSecurityPolicy(address.serviceUrl) })
  const showMenu = menuFor((commandId) => withWindow((window) => sendEvent(window, 'menu.command', { commandId })))
  showMenu(menuWords)
  answerDesktopCalls(() => ourWindow, { serviceUrl: address.serviceUrl, showMenu })
  watchPower(() => withWindow((window) => sendEvent(window, 'power.resumed', undefined)))
  ourWindow = openWindow()
  ourWindow.once('closed', () => (ourWindow = null))
  askToLeave(ourWindow)
  recoverFromCrash(ourWindow, giveUp)
}

function withWindow(use: (window: BrowserWindow) => void): void {
  if (ourWindow !== null) use(ourWindow)
}

logUnexpectedErrors()
startDesktop().catch((error: unknown) => {
  giveUp(
    `Tierdesk did not start because of an unexpected error. Install it again if this repeats.\n${describeError(error)}`,
  )
})
