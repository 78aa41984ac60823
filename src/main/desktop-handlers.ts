import { join } from 'node:path'
import { app, ipcMain } from 'electron'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { diagnosticsFile } from '#shared/diagnostics/diagnostics-file.ts'
import { answerCall } from './answer-call.ts'
import type { AnswerCallDeps, CallSender, DesktopAnswers } from './answer-call.ts'
import { setBadge } from './badge.ts'
import { deskDiagnostics, freeBytes } from './desk-diagnostics.ts'
import type { CertificateGuard } from './certificate-guard.ts'
import type { DeskLinks } from './desk-links.ts'
import { importSitePack } from './import-site-pack.ts'
import { Journals } from './journals.ts'
import { logLine } from './log-line.ts'
import type { ShowMenu } from './menu.ts'
import type { Notifications } from './notifications.ts'
import type { OpenLink } from './open-link.ts'
import { notificationRefusal } from './open-notifications.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import type { ProxySignIn } from './proxy-sign-in.ts'
import { createRateLimit } from './rate-limit.ts'
import { renewWindow } from './renew-window.ts'
import type { RunRecord } from './run-record.ts'
import { saveFile } from './save-file.ts'
import type { Spell } from './spelling.ts'
import { setTheme } from './theme.ts'
import type { DeskTray } from './tray.ts'
import { describeError } from './unexpected-errors.ts'
import type { Updates } from './updates.ts'
import type { VaultFile } from './vault-file.ts'

const perTenSeconds = (most: number) => createRateLimit(most, 10_000, Date.now)

/** What the answers need of the rest of the desktop. */
export interface DesktopParts {
  readonly policy: PolicyInForce
  readonly vault: Promise<VaultFile>
  readonly openLink: OpenLink
  readonly showMenu: ShowMenu
  readonly updates: Updates
  readonly run: RunRecord
  readonly spell: Spell
  readonly proxy: ProxySignIn
  readonly guard: CertificateGuard
  readonly links: DeskLinks
  readonly notifications: Notifications
  readonly tray: DeskTray
}

/** Answers the window's calls. The one place that touches ipcMain, and one channel for all calls: no check can be forgotten. */
export function answerDesktopCalls(ourWindow: () => BrowserWindow | null, parts: DesktopParts): void {
  const deps: AnswerCallDeps = {
    answers: desktopAnswers(ourWindow, parts),
    limits: {
      'app.about': perTenSeconds(50),
      'policy.read': perTenSeconds(50),
      'site-pack.import': perTenSeconds(5),
      'update.state': perTenSeconds(50),
      'update.check': perTenSeconds(10),
      'update.settle': perTenSeconds(200),
      'update.restart': perTenSeconds(5),
      'window.renew': perTenSeconds(5),
      'desk.run': perTenSeconds(10),
      'link.open': perTenSeconds(10),
      'file.save': perTenSeconds(10),
      'badge.set': perTenSeconds(100),
      'theme.set': perTenSeconds(50),
      'menu.show': perTenSeconds(50),
      'vault.read': perTenSeconds(200),
      'vault.write': perTenSeconds(200),
      'vault.about': perTenSeconds(50),
      'journal.open': perTenSeconds(50),
      // The window waits for each answer before it writes again, so this is far above what any disk does.
      'journal.append': perTenSeconds(50_000),
      'journal.rewrite': perTenSeconds(500),
      'journal.close': perTenSeconds(50),
      'disk.free': perTenSeconds(50),
      'diagnostics.save': perTenSeconds(5),
      'spelling.languages': perTenSeconds(10),
      'proxy.question': perTenSeconds(50),
      'proxy.answer': perTenSeconds(10),
      'certificate.standing': perTenSeconds(50),
      'link.take': perTenSeconds(50),
      'outside.speak': perTenSeconds(50),
      'tray.show': perTenSeconds(100),
      'notice.allow': perTenSeconds(50),
      'notice.show': perTenSeconds(100),
    },
    onRefused: createRefusalLog(),
  }
  ipcMain.handle('tierdesk:call', (event, name: unknown, input: unknown) =>
    answerCall(deps, senderOf(event, ourWindow()), name, input),
  )
}

function desktopAnswers(ourWindow: () => BrowserWindow | null, parts: DesktopParts): DesktopAnswers {
  const { policy, vault, openLink, showMenu, updates, run, spell, proxy, guard } = parts
  const journals = new Journals(() => join(app.getPath('userData'), 'journals'))
  return {
    'app.about': () => ({
      version: app.getVersion(),
      platform: process.platform,
      runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
      serviceUrl: policy.serviceUrl,
    }),
    'policy.read': () => policy.report,
    'site-pack.import': () => importSitePack(ourWindow(), policy.sitePackKeys),
    'update.state': () => updates.state,
    'update.check': async () => {
      await updates.check()
      return updates.state
    },
    'update.settle': ({ isSettled }) => updates.settle(isSettled),
    'update.restart': () => updates.restart(),
    'window.renew': async () => {
      await renewWindow(ourWindow())
      return { isGoing: true }
    },
    'desk.run': () => run.run,
    'link.open': ({ url }) => openLink(url),
    'file.save': ({ name, bytes }) =>
      policy.values.FileSavingAllowed ? saveFile(ourWindow(), name, bytes as Uint8Array) : { isSaved: false },
    'badge.set': ({ count }) => {
      setBadge(count)
      parts.tray.show({ count })
    },
    'theme.set': ({ theme }) => setTheme(theme),
    'menu.show': ({ words }) => showMenu(words),
    'vault.read': async ({ name }) => ({ value: await (await vault).read(name) }),
    'vault.write': async ({ name, value }) => (await vault).write(name, value),
    'vault.about': async () => ({ keptBy: (await vault).keptBy }),
    'journal.open': ({ journal }) => journals.open(journal),
    'journal.append': ({ journal, records }) => journals.append(journal, records),
    'journal.rewrite': ({ journal, records }) => journals.rewrite(journal, records),
    'journal.close': ({ journal }) => journals.close(journal),
    'spelling.languages': ({ languages }) => ({ dictionaries: spell(languages) }),
    'proxy.question': () => ({ question: proxy.question }),
    'proxy.answer': ({ id, answer }) => proxy.answer(id, answer),
    'certificate.standing': () => guard.standing,
    'disk.free': async () => ({ bytes: await freeBytes() }),
    'diagnostics.save': async (shown) => saveFile(ourWindow(), ...diagnosticsFile(shown, await deskDiagnostics(parts))),
    ...outsideAnswers(policy, parts),
  }
}

/** Answers about what stands or is said outside of the window. */
function outsideAnswers(
  policy: PolicyInForce,
  { links, notifications, tray }: Pick<DesktopParts, 'links' | 'notifications' | 'tray'>,
): Pick<DesktopAnswers, 'link.take' | 'outside.speak' | 'tray.show' | 'notice.allow' | 'notice.show'> {
  return {
    'link.take': () => ({ caseRef: links.take() }),
    'outside.speak': ({ words }) => {
      notifications.speak(words)
      tray.show({ words })
    },
    'tray.show': ({ standing }) => tray.show({ standing }),
    'notice.allow': () => ({ refused: notificationRefusal(policy) }),
    'notice.show': ({ notices }) => notifications.tell(notices),
  }
}

// A page in a loop can refuse itself thousands of times a second; the log keeps the first few of each minute.
function createRefusalLog(): AnswerCallDeps['onRefused'] {
  const mayLog = createRateLimit(20, 60_000, Date.now)
  return (refused, name, error) => {
    if (!mayLog()) return
    logLine(
      `A call of the window was refused: ${name}, ${refused}${error === undefined ? '' : `: ${describeError(error)}`}`,
    )
  }
}

function senderOf(event: IpcMainInvokeEvent, window: BrowserWindow | null): CallSender | null {
  const frame = event.senderFrame
  if (frame === null || window === null || window.isDestroyed()) return null
  return { origin: frame.origin, isTopFrameOfWindow: frame.parent === null && event.sender === window.webContents }
}
