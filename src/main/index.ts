import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, powerMonitor, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { menuWords } from '#shared/menu-words.ts'
import { declareAppScheme, serveAppScheme } from './app-scheme.ts'
import { askToLeave } from './ask-to-leave.ts'
import { claimLinks } from './claim-links.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { offerContextMenu } from './context-menu.ts'
import { sendEvent } from './desktop-events.ts'
import { type DesktopParts, answerDesktopCalls } from './desktop-handlers.ts'
import { DeskLinks } from './desk-links.ts'
import { giveUp } from './give-up.ts'
import { sitePackFolders } from './import-site-pack.ts'
import { keepLog } from './keep-log.ts'
import { guardCertificates } from './guard-certificates.ts'
import { logLine } from './log-line.ts'
import { menuFor } from './menu.ts'
import { lockWhenAway } from './lock-when-away.ts'
import { guardNavigation } from './navigation.ts'
import { linkOpener } from './open-link.ts'
import { openNotifications } from './open-notifications.ts'
import { guardPermissions } from './permissions.ts'
import { type PolicyInForce, policyInForce } from './policy-in-force.ts'
import { openProxy } from './open-proxy.ts'
import { openSandboxRefusal } from './open-sandbox.ts'
import { openUpdates } from './open-updates.ts'
import { watchPower } from './power.ts'
import { useProfileFolder } from './profile-folder.ts'
import { readPolicies } from './read-policies.ts'
import { RunRecord } from './run-record.ts'
import { findSitePack } from './site-pack-file.ts'
import { claimSingleInstance } from './single-instance.ts'
import { openSpelling } from './spelling.ts'
import { openTray } from './tray.ts'
import { describeError, logUnexpectedErrors } from './unexpected-errors.ts'
import { openVault } from './vault.ts'
import { keepSelectionInside } from './keep-selection-inside.ts'
import { recoverFromCrash } from './window-crash.ts'
import { focusWindow, openWindow } from './window.ts'

let ourWindow: BrowserWindow | null = null
const links = new DeskLinks({
  tell: () => withWindow((window) => sendEvent(window, 'link.asked', undefined)),
  log: logLine,
})

async function startDesktop(): Promise<void> {
  const noProfile = useProfileFolder()
  if (noProfile !== null) return giveUp(noProfile)
  const folder = join(app.getAppPath(), 'out/renderer')
  if (!existsSync(join(folder, 'index.html'))) {
    return giveUp(
      'Tierdesk did not start: its window is not built. Run `npm start`, which builds it, or install Tierdesk again.',
    )
  }
  if (!claimSingleInstance(followSecond)) return app.exit(0)
  keepLog()
  const isWithoutSandbox = app.commandLine.hasSwitch('no-sandbox')
  const open = openSandboxRefusal({ isPackaged: app.isPackaged, isWithoutSandbox, userId: process.getuid?.() ?? null })
  if (open !== null) return giveUp(open)
  links.askedBy(process.argv)
  // How a Mac gives a link, also the one that it was started by.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    followSecond([url])
  })
  claimLinks()
  // Both at once kill every process of Chromium. --no-sandbox is how a machine without a kernel sandbox says so (root in a container).
  if (!isWithoutSandbox) app.enableSandbox()
  declareAppScheme()
  app.on('window-all-closed', () => app.quit())
  const [policy] = await Promise.all([loadPolicy(), app.whenReady()])
  if ('refused' in policy) return giveUp(policy.refused)
  const vault = openVault({ mayLieOpen: policy.values.PlainTextKeysAllowed })
  // Before anything is asked for, also by a proxy.
  const guard = guardCertificates(policy, (standing) =>
    withWindow((window) => sendEvent(window, 'certificate.changed', standing)),
  )
  const proxy = await openProxy(policy, (question) =>
    withWindow((window) => sendEvent(window, 'proxy.changed', { question })),
  )
  openDesk(folder, { policy, vault, proxy, guard })
}

/** Somebody started Tierdesk once more, or opened a link: the window that is there does what they want. */
function followSecond(args: readonly string[]): void {
  links.askedBy(args)
  withWindow(focusWindow)
}

async function loadPolicy(): Promise<PolicyInForce | { readonly refused: string }> {
  // Only whoever builds Tierdesk may have it look elsewhere: what is installed obeys the system's own place alone.
  const developersFolder = app.isPackaged ? undefined : process.env['TIERDESK_POLICY_DIR']
  const found = await readPolicies(developersFolder ?? null)
  const address = process.env['TIERDESK_SERVICE_URL']
  const findPack = (keys: readonly string[]) => findSitePack(sitePackFolders(), keys)
  const policy = await policyInForce({ found, findPack, address, platform: process.platform })
  if (!('refused' in policy)) for (const sentence of policy.report.refusals) logLine(sentence)
  return policy
}

type FirstParts = Pick<DesktopParts, 'policy' | 'vault' | 'proxy' | 'guard'>

function openDesk(folder: string, { policy, vault, proxy, guard }: FirstParts): void {
  const { values } = policy
  const openLink = linkOpener(values.ExternalLinkHosts)
  guardNavigation(openLink)
  guardPermissions(session.defaultSession, new Set(values.ClipboardAllowed ? [] : ['clipboard-sanitized-write']))
  serveAppScheme({ folder, policy: contentSecurityPolicy(policy.serviceUrl) })
  const spell = openSpelling(session.defaultSession, policy.serviceUrl, values.SpellcheckAllowed)
  // Behind its guards and before all else: its process starts while the rest is set up, and nothing that it asks is heard until that is done.
  const window = openWindow({ isKeptFromCapture: values.ScreenCaptureBlocked, isSpelt: values.SpellcheckAllowed })
  ourWindow = window
  window.once('closed', () => (ourWindow = null))
  const showMenu = menuFor((commandId) => withWindow((shown) => sendEvent(shown, 'menu.command', { commandId })))
  showMenu(menuWords)
  const run = recordRun(policy)
  const updates = openUpdates({
    policy,
    ourWindow: () => ourWindow,
    proxy,
    changed: (state) => withWindow((shown) => sendEvent(shown, 'update.changed', state)),
  })
  const notifications = openNotifications({ policy, ourWindow: () => ourWindow, chosen: followNotice })
  const tray = openTray({ open: () => withWindow(focusWindow), quit: () => app.quit() })
  const outside = { links, notifications, tray }
  const inside = { policy, vault, openLink, showMenu, updates, run, spell, proxy, guard }
  answerDesktopCalls(() => ourWindow, { ...inside, ...outside })
  watchPower(() => withWindow((shown) => sendEvent(shown, 'power.resumed', undefined)))
  lockWhenAway(values, (by) => withWindow((shown) => sendEvent(shown, 'power.locked', { by })))
  offerContextMenu(window)
  if (!values.ClipboardAllowed) keepSelectionInside(window)
  window.on('session-end', () => run.close())
  askToLeave(window)
  recoverFromCrash(window, { crashed: () => run.crashed(), giveUp: (sentence) => void giveUp(sentence) })
}

function followNotice(caseRef: string | null): void {
  if (caseRef !== null) links.leadTo(caseRef)
  withWindow(focusWindow)
}

function recordRun({ values }: PolicyInForce): RunRecord {
  const about = { version: app.getVersion(), ring: values.UpdateRing }
  const run = new RunRecord(join(app.getPath('userData'), 'running'), about)
  // A computer that is switched off ends it in order too, and tells so in its own way on each system.
  app.on('will-quit', () => run.close())
  powerMonitor.on('shutdown', () => run.close())
  return run
}

function withWindow(use: (window: BrowserWindow) => void): void {
  if (ourWindow !== null) use(ourWindow)
}

logUnexpectedErrors()
startDesktop().catch((error: unknown) =>
  giveUp(
    `Tierdesk did not start because of an unexpected error. Install it again if this repeats.\n${describeError(error)}`,
  ),
)
